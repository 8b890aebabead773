// System V shared memory, a System V semaphore taken and given around every access: the way of the paper that seqboard started from.
#include <fcntl.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <time.h>

#include "core/file_descriptor.hpp"
#include "tests/bench/peers/peer_program.hpp"
#include "tests/bench/peers/require.hpp"

namespace seqboard::bench {

/// A second semaphore says that there is news, for readers that wait.
template <class T>
class SysvPeer {
public:
    static constexpr int kHolds = 64;
    static constexpr std::size_t kHoldsBytes = kNoLimit, kMostBytes = kNoLimit;
    static constexpr bool kDirect = true;

    explicit SysvPeer(const Channel& channel) : channel_{channel} {
        const FileDescriptor file{require(::open(channel.path().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600), channel.path())};
        const key_t key = require(::ftok(channel.path().c_str(), 's'), "ftok");
        memory_ = require(::shmget(key, sizeof(T), IPC_CREAT | 0600), "shmget");
        message_ = static_cast<T*>(::shmat(memory_, nullptr, 0));
        semaphores_ = ::semget(key, 2, IPC_CREAT | IPC_EXCL | 0600);
        if (semaphores_ >= 0) operate(kLock, 1);  // new ones are taken
        else semaphores_ = require(::semget(key, 2, 0600), "semget");
    }
    SysvPeer(const SysvPeer&) = delete;
    SysvPeer& operator=(const SysvPeer&) = delete;
    ~SysvPeer() {
        ::shmdt(message_);
        if (!channel_.writes()) return;
        ::shmctl(memory_, IPC_RMID, nullptr);
        ::semctl(semaphores_, 0, IPC_RMID);
    }

    void publish(const T& message) {
        operate(kLock, -1, SEM_UNDO);
        *message_ = message;
        operate(kLock, 1, SEM_UNDO);
        if (channel_.waited) operate(kNews, 1);
    }
    template <class Look>
    bool take(Look&& look) {
        operate(kLock, -1, SEM_UNDO);
        copy_ = *message_;
        operate(kLock, 1, SEM_UNDO);
        look(copy_);
        return true;
    }
    static bool news() { return true; }
    void wait() {
        const timespec limit{0, 100'000'000};
        sembuf operation{kNews, -1, 0};
        ::semtimedop(semaphores_, &operation, 1, &limit);
    }

private:
    static constexpr unsigned short kLock = 0, kNews = 1;
    void operate(unsigned short semaphore, short by, short flags = 0) {
        sembuf operation{semaphore, by, flags};
        ::semop(semaphores_, &operation, 1);
    }
    Channel channel_;
    int memory_ = -1, semaphores_ = -1;
    T* message_ = nullptr;
    T copy_;
};

}  // namespace seqboard::bench

int main(int argc, char** argv) { return seqboard::bench::run_peer<seqboard::bench::SysvPeer>(argc, argv); }
