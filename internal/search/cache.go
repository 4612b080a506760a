package search

import (
	"container/list"
	"fmt"
	"sync"

	"danvankheo/internal/vietnamese"
)

// cache keeps the last answers of one kind. Keys name the state of the index, so
// that an answer never outlives it.
type cache[T any] struct {
	mu    sync.Mutex
	size  int
	order *list.List // of *cached[T], latest first
	items map[string]*list.Element
}

type cached[T any] struct {
	key string
	res T
}

func newCache[T any](size int) *cache[T] {
	return &cache[T]{size: size, order: list.New(), items: map[string]*list.Element{}}
}

func cacheKey(gen uint64, abbr *vietnamese.Abbreviations, syn *vietnamese.Synonyms, q *Query) string {
	return fmt.Sprintf("%d %p %p %+v", gen, abbr, syn, *q)
}

func (c *cache[T]) get(key string) (res T, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.items[key]
	if !ok {
		return res, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*cached[T]).res, true
}

func (c *cache[T]) put(key string, r T) {
	if c.size <= 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.items[key]; ok {
		e.Value.(*cached[T]).res = r
		c.order.MoveToFront(e)
		return
	}
	c.items[key] = c.order.PushFront(&cached[T]{key, r})
	for c.order.Len() > c.size {
		last := c.order.Back()
		c.order.Remove(last)
		delete(c.items, last.Value.(*cached[T]).key)
	}
}
