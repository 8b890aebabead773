#include "tests/core/stress/traced_child.hpp"

#include <errno.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>

#include <stdexcept>

namespace seqboard::testing {

namespace {

constexpr int kCallStop = SIGTRAP | 0x80;  // PTRACE_O_TRACESYSGOOD

user_regs_struct registers_of(pid_t pid) {
    user_regs_struct registers{};
    ::ptrace(PTRACE_GETREGS, pid, nullptr, &registers);
    return registers;
}

}  // namespace

void TracedChild::follow_me() { ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr); }
void TracedChild::mark() { ::kill(::getpid(), SIGSTOP); }

bool TracedChild::permitted() {
    Child asks{[] { return ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0 ? 0 : 1; }};
    return asks.wait() == 0;
}

void TracedChild::come_to_first_mark() {
    int status = 0;
    ::waitpid(child_.pid(), &status, 0);
    if (!WIFSTOPPED(status) || WSTOPSIG(status) != SIGSTOP) throw std::runtime_error{"the followed process did not come to its first mark"};
    ::ptrace(PTRACE_SETOPTIONS, child_.pid(), nullptr, PTRACE_O_TRACESYSGOOD);
}

/// The signal that stopped it, zero if it is no more.
int TracedChild::advance(int request) {
    ::ptrace(static_cast<__ptrace_request>(request), child_.pid(), nullptr, nullptr);
    int status = 0;
    ::waitpid(child_.pid(), &status, 0);
    return WIFSTOPPED(status) ? WSTOPSIG(status) : 0;
}

bool TracedChild::step() {
    over_ = advance(PTRACE_SINGLESTEP) != SIGTRAP;
    return !over_;
}

bool TracedChild::to_next_edge_of_a_call() {
    const int signal = advance(PTRACE_SYSCALL);
    over_ = signal != kCallStop;
    if (over_) {
        pending_signal_ = signal == SIGSTOP ? 0 : signal;  // a mark that was stepped over
        return false;
    }
    call_begins_ = !call_begins_;
    if (!call_begins_ || call() != SYS_kill) return true;
    skip_call();  // the mark has been seen: it need not stop as well
    over_ = true;
    return false;
}

long TracedChild::call() const { return static_cast<long>(registers_of(child_.pid()).orig_rax); }

void TracedChild::skip_call() {
    user_regs_struct registers = registers_of(child_.pid());
    registers.orig_rax = static_cast<unsigned long long>(-1);
    ::ptrace(PTRACE_SETREGS, child_.pid(), nullptr, &registers);
}

void TracedChild::fail_call(int error_number, bool done) {
    if (!done) skip_call();
    to_next_edge_of_a_call();
    user_regs_struct registers = registers_of(child_.pid());
    registers.rax = static_cast<unsigned long long>(-static_cast<long long>(error_number));
    ::ptrace(PTRACE_SETREGS, child_.pid(), nullptr, &registers);
}

int TracedChild::let_go() {
    while (!over_) to_next_edge_of_a_call();
    ::ptrace(PTRACE_DETACH, child_.pid(), nullptr, pending_signal_);
    return child_.wait();
}

}  // namespace seqboard::testing
