// A system call that fails when it is told to, in this process, without ptrace: the linker puts ours in the place of libc's (--wrap).
#pragma once

#include <errno.h>

#include <exception>
#include <filesystem>
#include <string>

namespace seqboard::testing {

/// While it lives, the `number`-th of the wrapped calls (CMakeLists.txt) that our own code makes fails; what libraries make does not count.
class FailingCall {
public:
    FailingCall(int number, int error_number);
    FailingCall(const FailingCall&) = delete;
    FailingCall& operator=(const FailingCall&) = delete;
    ~FailingCall();

    /// Its name; empty: the process did not make so many.
    static std::string name();
};

struct FailingCalls {
    int failed = 0;
    int refused = 0;    ///< with an error that says what
    std::string fault;  ///< what is wrong with one of them; empty: nothing
};

/// Does the action again and again, another call failing each time, until it makes no more. It may succeed all the same or throw a sentence; it has
/// to leave no descriptor open, and to succeed afterwards.
template <class Action>
FailingCalls fail_each_call(int error_number, const Action& action) {
    const auto descriptors = [] {
        const std::filesystem::directory_iterator all{"/proc/self/fd"};
        return std::distance(begin(all), end(all));
    };
    FailingCalls done;
    action();  // what happens once in a process has happened
    for (int number = 0;; ++number) {
        const auto before = descriptors();
        std::string name, said;
        bool threw = false;
        {
            const FailingCall victim{number, error_number};
            try {
                action();
            } catch (const std::exception& error) {
                threw = true, said = error.what();
            }
            name = FailingCall::name();
        }
        if (name.empty()) return done;
        ++done.failed;
        done.refused += threw;
        const std::string what = "call " + std::to_string(number) + ", " + name + ": ";
        if (threw && said.size() < 10) done.fault += what + "no sentence, '" + said + "'\n";
        if (descriptors() != before) done.fault += what + "leaves a descriptor open\n";
        try {
            action();
        } catch (const std::exception& error) {
            done.fault += what + "fails again: " + error.what() + "\n";
        }
    }
}

}  // namespace seqboard::testing
