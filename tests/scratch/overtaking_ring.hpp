// A ring whose every reader is overtaken, without a race: the copy's own page faults stand for the busy writer.
#pragma once

#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>

#include "core/slot/ring.hpp"

namespace seqboard::testing {

/// A ring of two cells whose newest message begins on one page and goes on on a second and a third. The second is closed while
/// a copy begins, so that each copy faults there; the handler counts the head on, opens it, and closes the third, whose
/// fault closes the second again for the next try.
class OvertakingRing {
public:
    OvertakingRing() {
        page_ = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
        data_ = static_cast<std::byte*>(::mmap(nullptr, bytes(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
        current = this;
        struct sigaction action {};
        action.sa_sigaction = on_fault;
        action.sa_flags = SA_SIGINFO | SA_NODEFER;
        ::sigaction(SIGSEGV, &action, &before_);
        close(1);
    }
    OvertakingRing(const OvertakingRing&) = delete;
    OvertakingRing& operator=(const OvertakingRing&) = delete;
    ~OvertakingRing() {
        ::sigaction(SIGSEGV, &before_, nullptr);
        ::munmap(data_, bytes());
    }

    std::size_t message_bytes() const { return 3 * page_; }
    RingReader reader() const { return {data_, message_bytes(), 2}; }
    int overtaken() const { return overtaken_; }
    void rest() { open(1), open(2); }

    /// As if the newest cell had been published with stamp 0.
    void mark_written() {
        const SampleHeader header{.flags = sample_flags(1)};
        std::memcpy(data_ + sizeof(RingControl), &header, sizeof header);
    }

private:
    static inline OvertakingRing* current = nullptr;

    static void on_fault(int, siginfo_t* info, void*) {
        OvertakingRing& ring = *current;
        const auto page = static_cast<std::size_t>(static_cast<std::byte*>(info->si_addr) - ring.data_) / ring.page_;
        ring.open(page);
        if (page == 1) {
            ring.close(2);
            const std::uint32_t head = ring.reader().head() + 2;  // of a ring of two: the same cell again
            std::memcpy(ring.data_, &head, sizeof head);
            ++ring.overtaken_;
        } else {
            ring.close(1);
        }
    }
    void open(std::size_t page) { ::mprotect(data_ + page * page_, page_, PROT_READ | PROT_WRITE); }
    void close(std::size_t page) { ::mprotect(data_ + page * page_, page_, PROT_NONE); }
    std::size_t bytes() const { return (ring_bytes(message_bytes(), 2) + page_ - 1) / page_ * page_; }

    std::size_t page_ = 0;
    std::byte* data_ = nullptr;
    int overtaken_ = 0;
    struct sigaction before_ {};
};

}  // namespace seqboard::testing
