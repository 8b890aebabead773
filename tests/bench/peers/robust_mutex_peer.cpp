// A struct in POSIX shared memory behind a robust process-shared mutex, with a condition variable for who waits.
#include <pthread.h>

#include <atomic>
#include <cerrno>

#include "tests/bench/peers/peer_program.hpp"
#include "tests/bench/peers/shared_file.hpp"

namespace seqboard::bench {

template <class T>
class RobustMutexPeer {
public:
    static constexpr int kHolds = 512;
    static constexpr std::size_t kHoldsBytes = kNoLimit, kMostBytes = kNoLimit;
    static constexpr bool kDirect = true;

    explicit RobustMutexPeer(const Channel& channel) : waited_{channel.waited}, shared_{channel} {
        if (channel.writes()) prepare();
        while (std::atomic_ref{shared_->ready}.load(std::memory_order_acquire) == 0) ::usleep(100);
    }

    void publish(const T& message) {
        lock();
        shared_->message = message;
        ++shared_->count;
        ::pthread_mutex_unlock(&shared_->mutex);
        if (waited_) ::pthread_cond_broadcast(&shared_->news);
    }
    template <class Look>
    bool take(Look&& look) {
        lock();
        copy_ = shared_->message;
        seen_ = shared_->count;
        ::pthread_mutex_unlock(&shared_->mutex);
        look(copy_);
        return true;
    }
    static bool news() { return true; }
    void wait() {
        timespec limit{};
        ::clock_gettime(CLOCK_MONOTONIC, &limit);
        ++limit.tv_sec;
        lock();
        while (shared_->count == seen_ && ::pthread_cond_timedwait(&shared_->news, &shared_->mutex, &limit) == 0) {
        }
        ::pthread_mutex_unlock(&shared_->mutex);
    }

private:
    struct Shared {
        std::uint32_t ready;
        std::uint32_t count;
        pthread_mutex_t mutex;
        pthread_cond_t news;
        T message;
    };

    void prepare() {
        pthread_mutexattr_t mutex;
        ::pthread_mutexattr_init(&mutex);
        ::pthread_mutexattr_setpshared(&mutex, PTHREAD_PROCESS_SHARED);
        ::pthread_mutexattr_setrobust(&mutex, PTHREAD_MUTEX_ROBUST);
        ::pthread_mutex_init(&shared_->mutex, &mutex);
        pthread_condattr_t news;
        ::pthread_condattr_init(&news);
        ::pthread_condattr_setpshared(&news, PTHREAD_PROCESS_SHARED);
        ::pthread_condattr_setclock(&news, CLOCK_MONOTONIC);
        ::pthread_cond_init(&shared_->news, &news);
        std::atomic_ref{shared_->ready}.store(1, std::memory_order_release);
    }
    void lock() {
        if (::pthread_mutex_lock(&shared_->mutex) == EOWNERDEAD) ::pthread_mutex_consistent(&shared_->mutex);
    }

    bool waited_;
    SharedFile<Shared> shared_;
    std::uint32_t seen_ = 0;
    T copy_;
};

}  // namespace seqboard::bench

int main(int argc, char** argv) { return seqboard::bench::run_peer<seqboard::bench::RobustMutexPeer>(argc, argv); }
