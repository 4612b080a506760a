package search

import (
	"container/list"
	"fmt"
	"sync"

	"danvankheo/internal/vietnamese"
)

// cache keeps the last answers. Keys name the state of the index, so that an
// answer never outlives it.
type cache struct {
	mu    sync.Mutex
	size  int
	order *list.List // of *cached, latest first
	items map[string]*list.Element
}

type cached struct {
	key string
	res Result
}

func newCache(size int) *cache {
	return &cache{size: size, order: list.New(), items: map[string]*list.Element{}}
}

func cacheKey(gen uint64, abbr *vietnamese.Abbreviations, syn *vietnamese.Synonyms, q *Query) string {
	return fmt.Sprintf("%d %p %p %+v", gen, abbr, syn, *q)
}

func (c *cache) get(key string) (Result, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.items[key]
	if !ok {
		return Result{}, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*cached).res, true
}

func (c *cache) put(key string, r Result) {
	if c.size <= 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.items[key]; ok {
		e.Value.(*cached).res = r
		c.order.MoveToFront(e)
		return
	}
	c.items[key] = c.order.PushFront(&cached{key, r})
	for c.order.Len() > c.size {
		last := c.order.Back()
		c.order.Remove(last)
		delete(c.items, last.Value.(*cached).key)
	}
}
