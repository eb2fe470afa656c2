// OrderedPool: tasks on several threads, their results in the order of the tasks.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace tradewire::pipeline {

// With one thread, tasks run at once on the caller's; with more, on workers, and `deliver` is called on the caller's
// thread, in order, from push() and finish(). At most `kWaiting` tasks a thread wait or have an undelivered result, so
// that a slow reader holds back the work and memory stays bounded.
template <typename Outcome>
class OrderedPool {
 public:
  using Task = std::function<Outcome()>;

  OrderedPool(unsigned threads, std::function<void(Outcome)> deliver) : deliver_(std::move(deliver)) {
    for (unsigned i = 0; threads > 1 && i < threads; ++i) workers_.emplace_back([this] { work(); });
  }
  ~OrderedPool() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    ready_.notify_all();
    for (std::thread& worker : workers_) worker.join();
  }
  OrderedPool(const OrderedPool&) = delete;
  OrderedPool& operator=(const OrderedPool&) = delete;

  void push(Task task) {
    if (workers_.empty()) return deliver_(task());
    while (pending_.size() >= kWaiting * workers_.size()) deliver_first();
    std::packaged_task<Outcome()> packaged(std::move(task));
    pending_.push_back(packaged.get_future());
    {
      const std::lock_guard lock(mutex_);
      queue_.push_back(std::move(packaged));
    }
    ready_.notify_one();
    while (!pending_.empty() && pending_.front().wait_for(std::chrono::seconds(0)) == std::future_status::ready) deliver_first();
  }

  // Waits for what is under way and delivers it.
  void finish() {
    while (!pending_.empty()) deliver_first();
  }

 private:
  static constexpr std::size_t kWaiting = 8;

  void deliver_first() {
    Outcome outcome = pending_.front().get();
    pending_.pop_front();
    deliver_(std::move(outcome));
  }
  void work() {
    for (;;) {
      std::unique_lock lock(mutex_);
      ready_.wait(lock, [this] { return closed_ || !queue_.empty(); });
      if (queue_.empty()) return;
      auto task = std::move(queue_.front());
      queue_.pop_front();
      lock.unlock();
      task();
    }
  }

  std::function<void(Outcome)> deliver_;
  std::deque<std::future<Outcome>> pending_;
  std::vector<std::thread> workers_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::packaged_task<Outcome()>> queue_;
  bool closed_ = false;
};

}  // namespace tradewire::pipeline
