// SPDX-License-Identifier: Apache-2.0
// ets_tree.c -- an AVL tree without recursion.
//
//        [ m ] height 3           A change walks down and notes the links it went through; then
//        /    \.                  it walks up again and rotates where the two sides of a node
//     [ f ]   [ t ]               differ by 2.
//     /
//   [ a ]                         path:  &root -> &m.left -> &f.left
//
// INVARIANTS
//   1. The heights of a node's two sides differ by at most 1; an object's height is 1 + the larger
//      of both.
//   2. left < node < right by term_compare; no two keys are equal (==).
//
// Elsewhere: ERTS uses an AVL tree, or with write_concurrency a tree of trees with a lock each.
// Read before: vm/ets/ets_object.h     Read next: vm/ets/ets_table.h
#include "vm/ets/ets_tree.h"

#include "vm/base/alloc.h"
#include "vm/term/compare.h"

static inline int compare_keys(Term a, Term b)
{
    if (term_are_both_small(a, b)) {
        return (int64_t)a < (int64_t)b ? -1 : (int64_t)a > (int64_t)b;
    }
    return a == b ? 0 : term_compare(a, b);
}
static inline int compare_with(const EtsTree *t, Term key, const EtsObject *object)
{
    return compare_keys(key, ets_object_key(object, t->keypos));
}

// ---- balance

static inline int height_of(const EtsObject *o) { return o ? o->height : 0; }
static inline void update_height(EtsObject *o)
{
    int left = height_of(o->left), right = height_of(o->right);
    o->height = (uint8_t)(1 + (left > right ? left : right));
}

static EtsObject *rotate_right(EtsObject *o)
{
    EtsObject *top = o->left;
    o->left = top->right;
    top->right = o;
    update_height(o);
    update_height(top);
    return top;
}

static EtsObject *rotate_left(EtsObject *o)
{
    EtsObject *top = o->right;
    o->right = top->left;
    top->left = o;
    update_height(o);
    update_height(top);
    return top;
}

static EtsObject *balance(EtsObject *o)
{
    int lean = height_of(o->left) - height_of(o->right);
    if (lean > 1) {
        if (height_of(o->left->left) < height_of(o->left->right)) {
            o->left = rotate_left(o->left);
        }
        return rotate_right(o);
    }
    if (lean < -1) {
        if (height_of(o->right->right) < height_of(o->right->left)) {
            o->right = rotate_right(o->right);
        }
        return rotate_left(o);
    }
    update_height(o);
    return o;
}

typedef struct LinkPath {
    EtsObject **links[ETS_TREE_DEPTH]; // to the objects from the root down
    int depth;
} LinkPath;

static void push_link(LinkPath *path, EtsObject **link)
{
    CHECK(path->depth < ETS_TREE_DEPTH);
    path->links[path->depth++] = link;
}

static void balance_path(LinkPath *path)
{
    while (path->depth > 0) {
        EtsObject **link = path->links[--path->depth];
        *link = balance(*link);
    }
}

// ---- finding and changing

// The link to the object of this key, or to where it would be; the way to it, without it, in path
// (may be NULL).
static EtsObject **walk_down(EtsTree *t, Term key, LinkPath *path)
{
    EtsObject **link = &t->root;
    while (*link != NULL) {
        int order = compare_with(t, key, *link);
        if (order == 0) {
            return link;
        }
        if (path != NULL) {
            push_link(path, link);
        }
        link = order < 0 ? &(*link)->left : &(*link)->right;
    }
    return link;
}

EtsObject **ets_tree_find(EtsTree *t, Term key) { return walk_down(t, key, NULL); }

static void release_object(EtsTree *t, EtsObject *object)
{
    t->bytes -= ets_object_bytes(object);
    ets_object_free(object);
}

void ets_tree_replace(EtsTree *t, EtsObject **link, EtsObject *object)
{
    EtsObject *old = *link;
    object->left = old->left;
    object->right = old->right;
    object->height = old->height;
    *link = object;
    t->bytes += ets_object_bytes(object);
    release_object(t, old);
}

bool ets_tree_put(EtsTree *t, EtsObject *object, bool only_new)
{
    LinkPath path = {.depth = 0};
    EtsObject **link = walk_down(t, ets_object_key(object, t->keypos), &path);
    if (*link != NULL && only_new) {
        ets_object_free(object);
        return false;
    }
    if (*link != NULL) {
        ets_tree_replace(t, link, object);
        return true;
    }
    object->left = object->right = NULL;
    object->height = 1;
    *link = object;
    t->count++;
    t->bytes += ets_object_bytes(object);
    balance_path(&path);
    return true;
}

// The successor of an object with two sides takes its place. The link to the right side, already in
// the path, moves with it from the old object into the new one.
static void put_successor_in_place(EtsObject **link, LinkPath *path)
{
    EtsObject *gone = *link;
    int above = path->depth;
    push_link(path, link);
    EtsObject **at = &gone->right;
    while ((*at)->left != NULL) {
        push_link(path, at);
        at = &(*at)->left;
    }
    EtsObject *next = *at;
    *at = next->right;
    next->left = gone->left;
    next->right = gone->right;
    next->height = gone->height;
    *link = next;
    if (path->depth > above + 1) {
        path->links[above + 1] = &next->right;
    }
}

EtsObject *ets_tree_take(EtsTree *t, Term key)
{
    LinkPath path = {.depth = 0};
    EtsObject **link = walk_down(t, key, &path);
    EtsObject *gone = *link;
    if (gone == NULL) {
        return NULL;
    }
    if (gone->left == NULL || gone->right == NULL) {
        *link = gone->left ? gone->left : gone->right;
    } else {
        put_successor_in_place(link, &path);
    }
    balance_path(&path);
    t->count--;
    t->bytes -= ets_object_bytes(gone);
    return gone;
}

size_t ets_tree_erase_key(EtsTree *t, Term key)
{
    EtsObject *gone = ets_tree_take(t, key);
    if (gone == NULL) {
        return 0;
    }
    ets_object_free(gone);
    return 1;
}

void ets_tree_erase_object(EtsTree *t, Term tuple)
{
    const Term key = tuple_elements(tuple)[t->keypos - 1];
    EtsObject *object = *ets_tree_find(t, key);
    if (object != NULL && term_same(tuple, ets_object_tuple(object))) {
        ets_tree_erase_key(t, key);
    }
}

// Unravels the tree: rotates left children up until there is none, then frees the top.
bool ets_tree_free(EtsTree *t, size_t *work)
{
    while (t->root != NULL) {
        EtsObject *top = t->root;
        if (top->left != NULL) {
            t->root = top->left;
            top->left = t->root->right;
            t->root->right = top;
            continue;
        }
        if (*work == 0) {
            return false;
        }
        t->root = top->right;
        release_object(t, top);
        --*work;
    }
    t->count = 0;
    return true;
}

// ---- cursors

static void push_object(EtsCursor *c, EtsObject *o)
{
    CHECK(c->depth < ETS_TREE_DEPTH);
    c->path[c->depth++] = o;
}

static EtsObject *descend(EtsCursor *c, EtsObject *o, bool forward)
{
    for (; o != NULL; o = forward ? o->left : o->right) {
        push_object(c, o);
    }
    return ets_cursor_object(c);
}

EtsObject *ets_cursor_begin(EtsCursor *c, const EtsTree *t, bool forward)
{
    c->depth = 0;
    return descend(c, t->root, forward);
}

EtsObject *ets_cursor_step(EtsCursor *c, bool forward)
{
    EtsObject *from = ets_cursor_object(c);
    if (from == NULL) {
        return NULL;
    }
    EtsObject *ahead = forward ? from->right : from->left;
    if (ahead != NULL) {
        return descend(c, ahead, forward);
    }
    EtsObject *below;
    do {
        below = c->path[--c->depth];
    } while (c->depth > 0 &&
             below == (forward ? ets_cursor_object(c)->right : ets_cursor_object(c)->left));
    return ets_cursor_object(c);
}

EtsObject *ets_cursor_after(EtsCursor *c, const EtsTree *t, Term key, bool forward)
{
    int best = 0;
    c->depth = 0;
    for (EtsObject *o = t->root; o != NULL;) {
        int order = compare_with(t, key, o);
        bool is_behind = forward ? order < 0 : order > 0; // o lies behind key
        push_object(c, o);
        if (is_behind) {
            best = c->depth;
        }
        o = is_behind == forward ? o->left : o->right;
    }
    c->depth = best;
    return ets_cursor_object(c);
}

EtsObject *ets_cursor_seek(EtsCursor *c, const EtsTree *t, EtsTreeSide *side, const void *wanted,
                           bool forward)
{
    int best = 0;
    c->depth = 0;
    for (EtsObject *o = t->root; o != NULL;) {
        int where = side(wanted, ets_object_key(o, t->keypos));
        bool is_reached = forward ? where <= 0 : where >= 0;
        push_object(c, o);
        if (is_reached) {
            best = c->depth;
        }
        o = is_reached == forward ? o->left : o->right;
    }
    c->depth = best;
    return ets_cursor_object(c);
}
