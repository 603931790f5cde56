/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A kernel small enough to read: declarations for reduced cases, spelt as in
 * Linux 6.1. Inline bodies that decide a result (kmalloc, memalloc_*_save,
 * current_gfp_context, queue_work, INIT_WORK, READ_ONCE) are those of the
 * kernel; what a case does not look into is only declared.
 */
#ifndef TESTCASES_KERNEL_H
#define TESTCASES_KERNEL_H

/* types, compiler.h */
typedef _Bool bool;
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef unsigned long size_t;
typedef long ssize_t;
typedef long long loff_t;
typedef u64 sector_t;
typedef u8 blk_status_t;
typedef unsigned int fmode_t;
typedef unsigned int __bitwise_blk_opf_t;
typedef __bitwise_blk_opf_t blk_opf_t;
typedef u64 dma_addr_t;
typedef struct {
	int counter;
} atomic_t;

#define true 1
#define false 0
#define NULL ((void *)0)
#define __force
#define __user
#define __bitwise
#define __init __attribute__((__section__(".init.text")))
#define __exit __attribute__((__section__(".exit.text")))
#define __always_inline inline __attribute__((__always_inline__))
#define noinline __attribute__((__noinline__))
#define __weak __attribute__((__weak__))
#define __alias(symbol) __attribute__((__alias__(#symbol)))
#define __maybe_unused __attribute__((__unused__))
#define __must_check __attribute__((__warn_unused_result__))
#define __cleanup(func) __attribute__((__cleanup__(func)))
#define fallthrough __attribute__((__fallthrough__))
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define barrier() __asm__ __volatile__("" : : : "memory")
#define ___PASTE(a, b) a##b
#define __PASTE(a, b) ___PASTE(a, b)
#define __UNIQUE_ID(prefix) \
	__PASTE(__PASTE(__UNIQUE_ID_, prefix), __COUNTER__)
#define offsetof(TYPE, MEMBER) __builtin_offsetof(TYPE, MEMBER)
#define container_of(ptr, type, member)                         \
	({                                                      \
		void *__mptr = (void *)(ptr);                   \
		((type *)(__mptr - offsetof(type, member)));    \
	})
#define ARRAY_SIZE(arr) (sizeof(arr) / sizeof((arr)[0]))
#define BIT(nr) (1UL << (nr))
#define min(x, y) ((x) < (y) ? (x) : (y))
#define __unqual_scalar_typeof(x) \
	typeof(_Generic((x), char: (char)0, int: 0, unsigned int: 0U, \
			long: 0L, unsigned long: 0UL, default: (x)))
#define READ_ONCE(x) (*(const volatile __unqual_scalar_typeof(x) *)&(x))
#define WRITE_ONCE(x, val)                              \
	do {                                            \
		*(volatile typeof(x) *)&(x) = (val);    \
	} while (0)
#define rcu_dereference(p) ({ typeof(p) ________p1 = READ_ONCE(p); ________p1; })
#define smp_load_acquire(p) ({ typeof(*p) ___v = READ_ONCE(*p); ___v; })

/* errno.h, err.h */
#define EIO 5
#define EAGAIN 11
#define ENOMEM 12
#define EINVAL 22
#define ERR_PTR(error) ((void *)(long)(error))
#define PTR_ERR(ptr) ((long)(ptr))
#define IS_ERR(ptr) ((unsigned long)(void *)(ptr) >= (unsigned long)-4095)

/* kconfig.h; a case may set CONFIG_FOO to 1 */
#define __ARG_PLACEHOLDER_1 0,
#define __take_second_arg(__ignored, val, ...) val
#define ____is_defined(arg1_or_junk) __take_second_arg(arg1_or_junk 1, 0)
#define ___is_defined(val) ____is_defined(__ARG_PLACEHOLDER_##val)
#define __is_defined(x) ___is_defined(x)
#define IS_BUILTIN(option) __is_defined(option)
#define IS_ENABLED(option) (IS_BUILTIN(option))

/* printk.h, bug.h */
extern int _printk(const char *fmt, ...);
#define printk(fmt, ...) ({ _printk(fmt, ##__VA_ARGS__); })
#define pr_err(fmt, ...) printk("\0013" fmt, ##__VA_ARGS__)
#define pr_info(fmt, ...) printk("\0016" fmt, ##__VA_ARGS__)
extern void panic(const char *fmt, ...) __attribute__((__noreturn__));
extern void __warn_printk(const char *fmt, ...);
#define BUG()                                                   \
	do {                                                    \
		__asm__ __volatile__("ud2");                    \
		__builtin_unreachable();                        \
	} while (0)
#define BUG_ON(condition)                       \
	do {                                    \
		if (unlikely(condition))        \
			BUG();                  \
	} while (0)
#define WARN_ON(condition)                                      \
	({                                                      \
		int __ret_warn_on = !!(condition);              \
		if (unlikely(__ret_warn_on))                    \
			__warn_printk("%s\n", #condition);      \
		unlikely(__ret_warn_on);                        \
	})

/* gfp_types.h */
typedef unsigned int gfp_t;
#define ___GFP_DMA 0x01u
#define ___GFP_HIGHMEM 0x02u
#define ___GFP_HIGH 0x20u
#define ___GFP_IO 0x40u
#define ___GFP_FS 0x80u
#define ___GFP_ZERO 0x100u
#define ___GFP_ATOMIC 0x200u
#define ___GFP_DIRECT_RECLAIM 0x400u
#define ___GFP_KSWAPD_RECLAIM 0x800u
#define ___GFP_NOWARN 0x2000u
#define ___GFP_RETRY_MAYFAIL 0x4000u
#define ___GFP_NOFAIL 0x8000u
#define ___GFP_NORETRY 0x10000u
#define ___GFP_MEMALLOC 0x20000u
#define ___GFP_NOMEMALLOC 0x80000u
#define ___GFP_ACCOUNT 0x400000u
#define __GFP_DMA ((__force gfp_t)___GFP_DMA)
#define __GFP_HIGHMEM ((__force gfp_t)___GFP_HIGHMEM)
#define __GFP_HIGH ((__force gfp_t)___GFP_HIGH)
#define __GFP_IO ((__force gfp_t)___GFP_IO)
#define __GFP_FS ((__force gfp_t)___GFP_FS)
#define __GFP_ZERO ((__force gfp_t)___GFP_ZERO)
#define __GFP_ATOMIC ((__force gfp_t)___GFP_ATOMIC)
#define __GFP_DIRECT_RECLAIM ((__force gfp_t)___GFP_DIRECT_RECLAIM)
#define __GFP_KSWAPD_RECLAIM ((__force gfp_t)___GFP_KSWAPD_RECLAIM)
#define __GFP_RECLAIM \
	((__force gfp_t)(___GFP_DIRECT_RECLAIM | ___GFP_KSWAPD_RECLAIM))
#define __GFP_NOWARN ((__force gfp_t)___GFP_NOWARN)
#define __GFP_RETRY_MAYFAIL ((__force gfp_t)___GFP_RETRY_MAYFAIL)
#define __GFP_NOFAIL ((__force gfp_t)___GFP_NOFAIL)
#define __GFP_NORETRY ((__force gfp_t)___GFP_NORETRY)
#define __GFP_MEMALLOC ((__force gfp_t)___GFP_MEMALLOC)
#define __GFP_NOMEMALLOC ((__force gfp_t)___GFP_NOMEMALLOC)
#define __GFP_ACCOUNT ((__force gfp_t)___GFP_ACCOUNT)
#define GFP_ATOMIC (__GFP_HIGH | __GFP_ATOMIC | __GFP_KSWAPD_RECLAIM)
#define GFP_KERNEL (__GFP_RECLAIM | __GFP_IO | __GFP_FS)
#define GFP_KERNEL_ACCOUNT (GFP_KERNEL | __GFP_ACCOUNT)
#define GFP_NOWAIT (__GFP_KSWAPD_RECLAIM)
#define GFP_NOIO (__GFP_RECLAIM)
#define GFP_NOFS (__GFP_RECLAIM | __GFP_IO)
#define GFP_USER (__GFP_RECLAIM | __GFP_IO | __GFP_FS)
#define GFP_DMA __GFP_DMA

static inline bool gfpflags_allow_blocking(const gfp_t gfp_flags)
{
	return !!(gfp_flags & __GFP_DIRECT_RECLAIM);
}

/* sched.h */
struct mm_struct;
struct task_struct {
	unsigned int flags;
	struct mm_struct *mm;
	void *journal_info;
};

#define PF_MEMALLOC 0x00000800
#define PF_KSWAPD 0x00020000
#define PF_MEMALLOC_NOFS 0x00040000
#define PF_MEMALLOC_NOIO 0x00080000
#define PF_LOCAL_THROTTLE 0x00100000
#define PF_KTHREAD 0x00200000
#define PF_MEMALLOC_PIN 0x10000000

extern struct task_struct *current_task;
static __always_inline struct task_struct *get_current(void)
{
	return current_task;
}
#define current get_current()

extern int wake_up_process(struct task_struct *tsk);
extern void schedule(void);
extern long schedule_timeout(long timeout);
extern void msleep(unsigned int msecs);
extern void cond_resched(void);
extern int in_interrupt(void);

/* sched/mm.h */
static inline gfp_t current_gfp_context(gfp_t flags)
{
	unsigned int pflags = READ_ONCE(current->flags);

	if (unlikely(pflags & (PF_MEMALLOC_NOIO | PF_MEMALLOC_NOFS))) {
		if (pflags & PF_MEMALLOC_NOIO)
			flags &= ~(__GFP_IO | __GFP_FS);
		else if (pflags & PF_MEMALLOC_NOFS)
			flags &= ~__GFP_FS;
	}
	return flags;
}

static inline unsigned int memalloc_noio_save(void)
{
	unsigned int flags = current->flags & PF_MEMALLOC_NOIO;
	current->flags |= PF_MEMALLOC_NOIO;
	return flags;
}

static inline void memalloc_noio_restore(unsigned int flags)
{
	current->flags = (current->flags & ~PF_MEMALLOC_NOIO) | flags;
}

static inline unsigned int memalloc_nofs_save(void)
{
	unsigned int flags = current->flags & PF_MEMALLOC_NOFS;
	current->flags |= PF_MEMALLOC_NOFS;
	return flags;
}

static inline void memalloc_nofs_restore(unsigned int flags)
{
	current->flags = (current->flags & ~PF_MEMALLOC_NOFS) | flags;
}

static inline unsigned int memalloc_noreclaim_save(void)
{
	unsigned int flags = current->flags & PF_MEMALLOC;
	current->flags |= PF_MEMALLOC;
	return flags;
}

static inline void memalloc_noreclaim_restore(unsigned int flags)
{
	current->flags = (current->flags & ~PF_MEMALLOC) | flags;
}

/* as 6.12 has them, for cases about that form */
static inline unsigned memalloc_flags_save(unsigned flags)
{
	unsigned oldflags = ~current->flags & flags;
	current->flags |= flags;
	return oldflags;
}

static inline void memalloc_flags_restore(unsigned flags)
{
	current->flags &= ~flags;
}

/* slab.h, gfp.h, vmalloc.h */
struct kmem_cache;
struct page {
	unsigned long flags;
};

#define PAGE_SHIFT 12
#define PAGE_SIZE (1UL << PAGE_SHIFT)
#define KMALLOC_SHIFT_HIGH (PAGE_SHIFT + 1)
#define KMALLOC_MAX_CACHE_SIZE (1UL << KMALLOC_SHIFT_HIGH)
#define ZERO_SIZE_PTR ((void *)16)
#define NUMA_NO_NODE (-1)

enum kmalloc_cache_type { KMALLOC_NORMAL, KMALLOC_DMA, NR_KMALLOC_TYPES };
extern struct kmem_cache *kmalloc_caches[NR_KMALLOC_TYPES]
					[KMALLOC_SHIFT_HIGH + 1];

extern void *__kmalloc(size_t size, gfp_t flags);
extern void *kmalloc_trace(struct kmem_cache *s, gfp_t flags, size_t size);
extern void *kmalloc_large(size_t size, gfp_t flags);
extern void *__kmalloc_node(size_t size, gfp_t flags, int node);
extern void *kmem_cache_alloc(struct kmem_cache *cachep, gfp_t flags);
extern struct page *__alloc_pages(gfp_t gfp, unsigned int order,
				  int preferred_nid, void *nodemask);
extern unsigned long __get_free_pages(gfp_t gfp_mask, unsigned int order);
extern void *__vmalloc(unsigned long size, gfp_t gfp_mask);
extern void *vmalloc(unsigned long size);
extern void *kvmalloc_node(size_t size, gfp_t flags, int node);
extern void kfree(const void *objp);
extern void kvfree(const void *addr);
extern void vfree(const void *addr);
extern void __free_pages(struct page *page, unsigned int order);
extern void kmem_cache_free(struct kmem_cache *s, void *objp);

static __always_inline enum kmalloc_cache_type kmalloc_type(gfp_t flags)
{
	return flags & __GFP_DMA ? KMALLOC_DMA : KMALLOC_NORMAL;
}

static __always_inline unsigned int kmalloc_index(size_t size)
{
	if (!size)
		return 0;
	if (size <= 8)
		return 3;
	if (size <= 64)
		return 6;
	if (size <= 1024)
		return 10;
	return KMALLOC_SHIFT_HIGH;
}

static __always_inline void *kmalloc(size_t size, gfp_t flags)
{
	if (__builtin_constant_p(size)) {
		unsigned int index;

		if (size > KMALLOC_MAX_CACHE_SIZE)
			return kmalloc_large(size, flags);
		index = kmalloc_index(size);
		if (!index)
			return ZERO_SIZE_PTR;
		return kmalloc_trace(kmalloc_caches[kmalloc_type(flags)][index],
				     flags, size);
	}
	return __kmalloc(size, flags);
}

static inline void *kzalloc(size_t size, gfp_t flags)
{
	return kmalloc(size, flags | __GFP_ZERO);
}

static inline void *kmalloc_array(size_t n, size_t size, gfp_t flags)
{
	if (__builtin_constant_p(n) && __builtin_constant_p(size))
		return kmalloc(n * size, flags);
	return __kmalloc(n * size, flags);
}

static inline void *kcalloc(size_t n, size_t size, gfp_t flags)
{
	return kmalloc_array(n, size, flags | __GFP_ZERO);
}

static inline void *kvmalloc(size_t size, gfp_t flags)
{
	return kvmalloc_node(size, flags, NUMA_NO_NODE);
}

static inline void *kmem_cache_zalloc(struct kmem_cache *k, gfp_t flags)
{
	return kmem_cache_alloc(k, flags | __GFP_ZERO);
}

static inline struct page *alloc_pages(gfp_t gfp_mask, unsigned int order)
{
	return __alloc_pages(gfp_mask, order, 0, NULL);
}
#define alloc_page(gfp_mask) alloc_pages(gfp_mask, 0)
#define __get_free_page(gfp_mask) __get_free_pages((gfp_mask), 0)

typedef void *(mempool_alloc_t)(gfp_t gfp_mask, void *pool_data);
typedef void(mempool_free_t)(void *element, void *pool_data);
typedef struct mempool_s {
	void *pool_data;
	mempool_alloc_t *alloc;
	mempool_free_t *free;
} mempool_t;
extern void *mempool_alloc(mempool_t *pool, gfp_t gfp_mask);
extern void mempool_free(void *element, mempool_t *pool);

/* list.h */
struct list_head {
	struct list_head *next, *prev;
};
#define LIST_HEAD_INIT(name) { &(name), &(name) }
static inline void INIT_LIST_HEAD(struct list_head *list)
{
	WRITE_ONCE(list->next, list);
	list->prev = list;
}
static inline int list_empty(const struct list_head *head)
{
	return READ_ONCE(head->next) == head;
}
extern void list_add_tail(struct list_head *entry, struct list_head *head);
extern void list_del_init(struct list_head *entry);
#define list_entry(ptr, type, member) container_of(ptr, type, member)
#define list_first_entry(ptr, type, member) \
	list_entry((ptr)->next, type, member)
#define list_for_each_entry(pos, head, member)                          \
	for (pos = list_first_entry(head, typeof(*pos), member);        \
	     &pos->member != (head);                                    \
	     pos = list_first_entry(&pos->member, typeof(*pos), member))

/* spinlock.h, mutex.h */
typedef struct {
	int raw;
} spinlock_t;
struct mutex {
	long owner;
};
extern void spin_lock(spinlock_t *lock);
extern void spin_unlock(spinlock_t *lock);
extern void spin_lock_irq(spinlock_t *lock);
extern void spin_unlock_irq(spinlock_t *lock);
extern void mutex_lock(struct mutex *lock);
extern void mutex_unlock(struct mutex *lock);

/* wait.h, completion.h */
typedef struct wait_queue_head {
	spinlock_t lock;
	struct list_head head;
} wait_queue_head_t;
struct completion {
	unsigned int done;
	wait_queue_head_t wait;
};
extern void __wake_up(wait_queue_head_t *wq_head, unsigned int mode, int nr,
		      void *key);
#define wake_up(x) __wake_up(x, 3, 1, NULL)
extern long prepare_to_wait_event(wait_queue_head_t *wq_head, void *entry,
				  int state);
extern void finish_wait(wait_queue_head_t *wq_head, void *entry);
#define wait_event(wq_head, condition)                                  \
	do {                                                            \
		if (condition)                                          \
			break;                                          \
		(void)({                                                \
			long __entry;                                   \
			for (;;) {                                      \
				prepare_to_wait_event(&wq_head, &__entry, 2); \
				if (condition)                          \
					break;                          \
				schedule();                             \
			}                                               \
			finish_wait(&wq_head, &__entry);                \
			0L;                                             \
		});                                                     \
	} while (0)
extern void init_completion(struct completion *x);
extern void complete(struct completion *x);
extern void wait_for_completion(struct completion *x);

/* timer.h */
struct timer_list {
	struct list_head entry;
	unsigned long expires;
	void (*function)(struct timer_list *);
	u32 flags;
};
extern unsigned long jiffies;
#define HZ 250
static inline void init_timer_key(struct timer_list *timer,
				  void (*func)(struct timer_list *),
				  unsigned int flags, const char *name,
				  void *key)
{
	timer->function = func;
	timer->flags = flags;
}
#define timer_setup(timer, callback, flags) \
	init_timer_key((timer), (callback), (flags), NULL, NULL)
#define DEFINE_TIMER(_name, _function) \
	struct timer_list _name = { .function = (_function) }
#define from_timer(var, callback_timer, timer_fieldname) \
	container_of(callback_timer, typeof(*var), timer_fieldname)
extern int mod_timer(struct timer_list *timer, unsigned long expires);
extern void add_timer(struct timer_list *timer);

/* workqueue.h */
struct work_struct;
typedef void (*work_func_t)(struct work_struct *work);
struct work_struct {
	unsigned long data;
	struct list_head entry;
	work_func_t func;
};
struct workqueue_struct;
struct delayed_work {
	struct work_struct work;
	struct timer_list timer;
	struct workqueue_struct *wq;
	int cpu;
};
#define WORK_CPU_UNBOUND 64
#define WQ_UNBOUND (1 << 1)
#define WQ_MEM_RECLAIM (1 << 3)
extern struct workqueue_struct *system_wq;
extern void delayed_work_timer_fn(struct timer_list *t);
#define __WORK_INITIALIZER(n, f)                        \
	{                                               \
		.entry = { &(n).entry, &(n).entry },    \
		.func = (f),                            \
	}
#define DECLARE_WORK(n, f) struct work_struct n = __WORK_INITIALIZER(n, f)
#define DECLARE_DELAYED_WORK(n, f)                              \
	struct delayed_work n = {                               \
		.work = __WORK_INITIALIZER((n).work, (f)),      \
		.timer = { .function = delayed_work_timer_fn }, \
	}
#define INIT_WORK(_work, _func)                         \
	do {                                            \
		(_work)->data = 0;                      \
		INIT_LIST_HEAD(&(_work)->entry);        \
		(_work)->func = (_func);                \
	} while (0)
#define INIT_WORK_ONSTACK(_work, _func) INIT_WORK(_work, _func)
#define INIT_DELAYED_WORK(_work, _func)                                 \
	do {                                                            \
		INIT_WORK(&(_work)->work, (_func));                     \
		timer_setup(&(_work)->timer, delayed_work_timer_fn, 0); \
	} while (0)
extern bool queue_work_on(int cpu, struct workqueue_struct *wq,
			  struct work_struct *work);
extern bool queue_delayed_work_on(int cpu, struct workqueue_struct *wq,
				  struct delayed_work *work,
				  unsigned long delay);
extern bool mod_delayed_work_on(int cpu, struct workqueue_struct *wq,
				struct delayed_work *dwork,
				unsigned long delay);
extern bool flush_work(struct work_struct *work);
extern struct workqueue_struct *alloc_workqueue(const char *fmt,
						unsigned int flags,
						int max_active, ...);
static inline bool queue_work(struct workqueue_struct *wq,
			      struct work_struct *work)
{
	return queue_work_on(WORK_CPU_UNBOUND, wq, work);
}
static inline bool queue_delayed_work(struct workqueue_struct *wq,
				      struct delayed_work *dwork,
				      unsigned long delay)
{
	return queue_delayed_work_on(WORK_CPU_UNBOUND, wq, dwork, delay);
}
static inline bool mod_delayed_work(struct workqueue_struct *wq,
				    struct delayed_work *dwork,
				    unsigned long delay)
{
	return mod_delayed_work_on(WORK_CPU_UNBOUND, wq, dwork, delay);
}
static inline bool schedule_work(struct work_struct *work)
{
	return queue_work(system_wq, work);
}
static inline bool schedule_delayed_work(struct delayed_work *dwork,
					 unsigned long delay)
{
	return queue_delayed_work(system_wq, dwork, delay);
}

/* kthread.h */
extern struct task_struct *
kthread_create_on_node(int (*threadfn)(void *data), void *data, int node,
		       const char namefmt[], ...);
#define kthread_create(threadfn, data, namefmt, arg...) \
	kthread_create_on_node(threadfn, data, NUMA_NO_NODE, namefmt, ##arg)
#define kthread_run(threadfn, data, namefmt, ...)                            \
	({                                                                   \
		struct task_struct *__k =                                    \
			kthread_create(threadfn, data, namefmt, ##__VA_ARGS__); \
		if (!IS_ERR(__k))                                            \
			wake_up_process(__k);                                \
		__k;                                                         \
	})
extern bool kthread_should_stop(void);
struct kthread_work;
typedef void (*kthread_work_func_t)(struct kthread_work *work);
struct kthread_worker {
	struct list_head work_list;
	struct task_struct *task;
};
struct kthread_work {
	struct list_head node;
	kthread_work_func_t func;
	struct kthread_worker *worker;
};
#define kthread_init_work(work, fn)                     \
	do {                                            \
		INIT_LIST_HEAD(&(work)->node);          \
		(work)->func = (fn);                    \
	} while (0)
extern bool kthread_queue_work(struct kthread_worker *worker,
			       struct kthread_work *work);

/* rcupdate.h, interrupt.h */
struct callback_head {
	struct callback_head *next;
	void (*func)(struct callback_head *head);
};
#define rcu_head callback_head
typedef void (*rcu_callback_t)(struct rcu_head *head);
extern void call_rcu(struct rcu_head *head, rcu_callback_t func);
extern void rcu_read_lock(void);
extern void rcu_read_unlock(void);
struct tasklet_struct {
	void (*callback)(struct tasklet_struct *t);
};
static inline void tasklet_setup(struct tasklet_struct *t,
				 void (*callback)(struct tasklet_struct *))
{
	t->callback = callback;
}
extern void __tasklet_schedule(struct tasklet_struct *t);
static inline void tasklet_schedule(struct tasklet_struct *t)
{
	__tasklet_schedule(t);
}

/* device.h */
struct device {
	void *driver_data;
};
struct bus_type {
	const char *name;
};
extern int bus_for_each_dev(struct bus_type *bus, struct device *start,
			    void *data, int (*fn)(struct device *, void *));
extern int kobject_uevent(void *kobj, int action);

/* fs.h */
struct inode;
struct address_space {
	struct inode *host;
	gfp_t gfp_mask;
	const struct address_space_operations *a_ops;
};
struct kiocb {
	struct file *ki_filp;
	loff_t ki_pos;
	void (*ki_complete)(struct kiocb *iocb, long ret);
};
struct iov_iter;
struct writeback_control;
struct file {
	struct inode *f_inode;
	const struct file_operations *f_op;
	struct address_space *f_mapping;
	void *private_data;
};
struct file_operations {
	ssize_t (*read)(struct file *, char *, size_t, loff_t *);
	ssize_t (*write)(struct file *, const char *, size_t, loff_t *);
	ssize_t (*read_iter)(struct kiocb *, struct iov_iter *);
	ssize_t (*write_iter)(struct kiocb *, struct iov_iter *);
	int (*open)(struct inode *, struct file *);
	int (*fsync)(struct file *, loff_t, loff_t, int datasync);
};
struct address_space_operations {
	int (*writepage)(struct page *page, struct writeback_control *wbc);
	int (*writepages)(struct address_space *,
			  struct writeback_control *);
	int (*releasepage)(struct page *page, gfp_t mask);
};
static inline gfp_t mapping_gfp_mask(struct address_space *mapping)
{
	return mapping->gfp_mask;
}
static inline gfp_t mapping_gfp_constraint(struct address_space *mapping,
					   gfp_t gfp_mask)
{
	return mapping_gfp_mask(mapping) & gfp_mask;
}
static inline void mapping_set_gfp_mask(struct address_space *m, gfp_t mask)
{
	m->gfp_mask = mask;
}
static inline ssize_t call_write_iter(struct file *file, struct kiocb *kio,
				      struct iov_iter *iter)
{
	return file->f_op->write_iter(kio, iter);
}
extern int vfs_fsync(struct file *file, int datasync);

/* net/sock.h */
struct sock {
	gfp_t sk_allocation;
};
struct socket {
	struct sock *sk;
};

/* blk_types.h, bio.h */
struct gendisk;
struct block_device {
	struct gendisk *bd_disk;
};
struct bio;
typedef void(bio_end_io_t)(struct bio *);
struct bio {
	struct bio *bi_next;
	struct block_device *bi_bdev;
	blk_opf_t bi_opf;
	blk_status_t bi_status;
	bio_end_io_t *bi_end_io;
	void *bi_private;
	sector_t bi_sector;
};
struct bio_set;
#define REQ_NOWAIT (1U << 20)
#define BLK_STS_OK 0
#define BLK_STS_RESOURCE ((blk_status_t)9)
#define BLK_STS_IOERR ((blk_status_t)10)
extern struct bio *bio_alloc_bioset(struct block_device *bdev,
				    unsigned short nr_vecs, blk_opf_t opf,
				    gfp_t gfp_mask, struct bio_set *bs);
extern struct bio_set fs_bio_set_storage;
static inline struct bio *bio_alloc(struct block_device *bdev,
				    unsigned short nr_vecs, blk_opf_t opf,
				    gfp_t gfp_mask)
{
	return bio_alloc_bioset(bdev, nr_vecs, opf, gfp_mask,
				(struct bio_set *)0);
}
extern void submit_bio(struct bio *bio);
extern void submit_bio_noacct(struct bio *bio);
extern int submit_bio_wait(struct bio *bio);
extern void bio_endio(struct bio *bio);
extern void bio_put(struct bio *bio);

/* rwsem.h */
struct rw_semaphore {
	long count;
};
extern void down_read(struct rw_semaphore *sem);
extern void up_read(struct rw_semaphore *sem);
extern void down_write(struct rw_semaphore *sem);
extern void up_write(struct rw_semaphore *sem);
extern int down_write_trylock(struct rw_semaphore *sem);

/* blkdev.h, blk-mq.h */
struct request_queue {
	void *queuedata;
	struct mutex debugfs_mutex, sysfs_lock, elevator_lock, blkcg_mutex;
	struct blk_mq_tag_set *tag_set;
};
struct gendisk {
	const struct block_device_operations *fops;
	struct request_queue *queue;
	void *private_data;
};
struct block_device_operations {
	void (*submit_bio)(struct bio *bio);
	int (*open)(struct block_device *bdev, fmode_t mode);
	int (*ioctl)(struct block_device *bdev, fmode_t mode, unsigned cmd,
		     unsigned long arg);
};
struct request {
	struct request_queue *q;
	struct bio *bio;
	blk_opf_t cmd_flags;
	void *end_io_data;
};
struct blk_mq_hw_ctx {
	struct request_queue *queue;
	void *driver_data;
};
struct blk_mq_queue_data {
	struct request *rq;
	bool last;
};
struct blk_mq_tag_set;
enum blk_eh_timer_return { BLK_EH_DONE, BLK_EH_RESET_TIMER };
struct blk_mq_ops {
	blk_status_t (*queue_rq)(struct blk_mq_hw_ctx *,
				 const struct blk_mq_queue_data *);
	void (*commit_rqs)(struct blk_mq_hw_ctx *);
	enum blk_eh_timer_return (*timeout)(struct request *);
	void (*complete)(struct request *);
	int (*init_hctx)(struct blk_mq_hw_ctx *, void *, unsigned int);
	int (*init_request)(struct blk_mq_tag_set *set, struct request *,
			    unsigned int, unsigned int);
};
#define BLK_MQ_F_SHOULD_MERGE (1 << 0)
#define BLK_MQ_F_BLOCKING (1 << 5)
#define BLK_MQ_REQ_NOWAIT (1U << 0)
struct blk_mq_tag_set {
	const struct blk_mq_ops *ops;
	unsigned int queue_depth;
	unsigned int flags;
	void *driver_data;
	struct rw_semaphore update_nr_hwq_lock;
};
extern int blk_mq_alloc_tag_set(struct blk_mq_tag_set *set);
extern void blk_mq_start_request(struct request *rq);
extern void blk_mq_end_request(struct request *rq, blk_status_t error);
extern void blk_mq_complete_request(struct request *rq);
extern void blk_mq_freeze_queue(struct request_queue *q);
extern void blk_mq_destroy_queue(struct request_queue *q);
extern void blk_freeze_queue_start(struct request_queue *q);
extern void blk_mq_unfreeze_queue(struct request_queue *q);
extern void blk_mq_quiesce_queue(struct request_queue *q);
extern void blk_mq_unquiesce_queue(struct request_queue *q);
static inline void *blk_mq_rq_to_pdu(struct request *rq)
{
	return rq + 1;
}

/* scsi_host.h, device-mapper.h, drivers/md/md.h */
struct scsi_cmnd {
	void *host_scribble;
};
struct Scsi_Host;
struct scsi_host_template {
	const char *name;
	int (*queuecommand)(struct Scsi_Host *, struct scsi_cmnd *);
	int (*eh_abort_handler)(struct scsi_cmnd *);
	int (*eh_device_reset_handler)(struct scsi_cmnd *);
	int (*eh_host_reset_handler)(struct scsi_cmnd *);
};
struct dm_target {
	void *private;
};
#define DM_MAPIO_SUBMITTED 0
struct target_type {
	const char *name;
	int (*ctr)(struct dm_target *ti, unsigned int argc, char **argv);
	void (*dtr)(struct dm_target *ti);
	int (*map)(struct dm_target *ti, struct bio *bio);
};
struct mddev {
	unsigned int noio_flag;
	struct mutex reconfig_mutex;
	struct request_queue *queue;
};
struct md_personality {
	const char *name;
	bool (*make_request)(struct mddev *mddev, struct bio *bio);
	int (*run)(struct mddev *mddev);
};

/* module.h */
#define MODULE_LICENSE(license) \
	static const char __UNIQUE_ID(license)[] __maybe_unused = license
#define module_init(initfn) \
	int init_module(void) __attribute__((__alias__(#initfn)))
#define EXPORT_SYMBOL_GPL(sym) extern typeof(sym) sym

/* cleanup.h, as 6.12 has it */
#define DEFINE_FREE(_name, _type, _free)                \
	static inline void __free_##_name(void *p)      \
	{                                               \
		_type _T = *(_type *)p;                 \
		_free;                                  \
	}
#define __free(_name) __cleanup(__free_##_name)
#define __get_and_null_ptr(p)                   \
	({                                      \
		__auto_type __ptr = &(p);       \
		__auto_type __val = *__ptr;     \
		*__ptr = NULL;                  \
		__val;                          \
	})
#define no_free_ptr(p) ((typeof(p))__get_and_null_ptr(p))
#define return_ptr(p) return no_free_ptr(p)
#define DEFINE_CLASS(_name, _type, _exit, _init, _init_args...)         \
	typedef _type class_##_name##_t;                                \
	static inline void class_##_name##_destructor(_type *p)         \
	{                                                               \
		_type _T = *p;                                          \
		_exit;                                                  \
	}                                                               \
	static inline _type class_##_name##_constructor(_init_args)     \
	{                                                               \
		_type t = _init;                                        \
		return t;                                               \
	}
#define CLASS(_name, var)                                               \
	class_##_name##_t var __cleanup(class_##_name##_destructor) =   \
		class_##_name##_constructor
#define guard(_name) CLASS(_name, __UNIQUE_ID(guard))
#define __guard_ptr(_name) class_##_name##_lock_ptr
#define __scoped_guard(_name, _label, args...)                          \
	for (CLASS(_name, scope)(args); __guard_ptr(_name)(&scope);     \
	     ({ goto _label; }))                                        \
		if (0) {                                                \
_label:                                                                 \
			break;                                          \
		} else
#define scoped_guard(_name, args...) \
	__scoped_guard(_name, __UNIQUE_ID(label), args)
#define DEFINE_GUARD(_name, _type, _lock, _unlock)                      \
	DEFINE_CLASS(_name, _type, if (_T) { _unlock; },                \
		     ({ _lock; _T; }), _type _T);                       \
	static inline void *class_##_name##_lock_ptr(class_##_name##_t *_T) \
	{                                                               \
		return (void *)(unsigned long)*_T;                      \
	}
#define DEFINE_LOCK_GUARD_0(_name, _lock, _unlock, ...)                 \
	typedef struct {                                                \
		void *lock;                                             \
		__VA_ARGS__;                                            \
	} class_##_name##_t;                                            \
	static inline void                                              \
	class_##_name##_destructor(class_##_name##_t *_T)               \
	{                                                               \
		if (_T->lock) {                                         \
			_unlock;                                        \
		}                                                       \
	}                                                               \
	static inline void *class_##_name##_lock_ptr(class_##_name##_t *_T) \
	{                                                               \
		return _T->lock;                                        \
	}                                                               \
	static inline class_##_name##_t class_##_name##_constructor(void) \
	{                                                               \
		class_##_name##_t _t = { .lock = (void *)1 };           \
		class_##_name##_t *_T __maybe_unused = &_t;             \
		_lock;                                                  \
		return _t;                                              \
	}
DEFINE_FREE(kfree, void *, if (_T) kfree(_T))
DEFINE_GUARD(mutex, struct mutex *, mutex_lock(_T), mutex_unlock(_T))
DEFINE_GUARD(rwsem_write, struct rw_semaphore *, down_write(_T), up_write(_T))
DEFINE_GUARD(spinlock, spinlock_t *, spin_lock(_T), spin_unlock(_T))

/* pci.h */
struct pci_dev;
struct pci_driver {
	const char *name;
	int (*probe)(struct pci_dev *dev);
	int (*suspend)(struct pci_dev *dev);
	void (*shutdown)(struct pci_dev *dev);
};
extern void *pci_get_drvdata(struct pci_dev *pdev);

/* crypto */
#define CRYPTO_TFM_REQ_MAY_SLEEP 0x200
#define CRYPTO_TFM_REQ_MAY_BACKLOG 0x400

/* not of the kernel: f(10) ... f(15), f(20) ... f(75), more than are followed */
#define SIX(f, n) f(n##0) f(n##1) f(n##2) f(n##3) f(n##4) f(n##5)
#define FORTY_TWO(f) \
	SIX(f, 1) SIX(f, 2) SIX(f, 3) SIX(f, 4) SIX(f, 5) SIX(f, 6) SIX(f, 7)

#endif
