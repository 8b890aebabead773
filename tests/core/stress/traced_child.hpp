// A child process that is stopped at every instruction or at every system call (ptrace(2)): what may happen anywhere is tried everywhere.
#pragma once

#include "tests/scratch/child.hpp"

namespace seqboard::testing {

/// x86-64 only: where a call's number and result lie is the processor's business. Tests skip themselves elsewhere.
class TracedChild {
public:
    /// Runs `body` to its first mark(). It calls mark() twice: what lies between the two is followed.
    template <class Body>
    explicit TracedChild(Body&& body)
        : child_{[&] {
              follow_me();
              return body();
          }} {
        come_to_first_mark();
    }

    /// Called by the body.
    static void mark();

    /// False: this machine does not let a process follow its child.
    static bool permitted();

    /// One instruction further. False: it has come to its second mark.
    bool step();

    /// On to where its next system call begins, or to where that has ended. False: it has come to its second mark, or died.
    bool to_next_edge_of_a_call();
    bool call_begins() const { return call_begins_; }

    /// The number of the call at whose beginning it is stopped.
    long call() const;

    /// The call at whose beginning it is stopped fails with this error; if `done`, after it has been made all the same.
    void fail_call(int error_number, bool done);

    void kill() { child_.kill(); }

    /// Follows it to its second mark and no longer: its exit code, or 128 + the signal that ended it.
    int let_go();
    const std::string& said() const { return child_.said(); }

private:
    static void follow_me();
    void come_to_first_mark();
    int advance(int request);
    void skip_call();

    Child child_;
    bool call_begins_ = false;
    bool over_ = false;  ///< at its second mark, or stopped by a signal
    int pending_signal_ = 0;
};

}  // namespace seqboard::testing
