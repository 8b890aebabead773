// A test bench for one node: an in-memory board and a fake clock. No process, no file, no sleeping.
//
//     Bench<StopNode> bench;
//     bench.set<Range>("front", {.range_m = 2});
//     bench.step();
//     bench.advance(101ms);
//     bench.step();
//     CHECK(bench.get<DriveCommand>("command")->speed_m_s == 0);
#pragma once

#include <map>
#include <string>

#include "core/node/node_session.hpp"

namespace seqboard {

/// The part of a bench that does not depend on the node's class.
class BenchBoard {
public:
    BenchBoard(const NodeType& type, std::map<std::string, std::string> params);

    Time now() const noexcept { return now_; }

    /// Moves the clock; nothing steps.
    void advance(Duration duration) { now_ += duration; }

    /// One step at the present time.
    void step() { session_.step({.now = now_}); }

    /// Steps at the node's period for that long, the clock moving along. The first step is one period from now.
    void run_for(Duration duration);

    /// Publishes on the slot that the node's input reads, stamped with the present time.
    template <Message T>
    void set(std::string_view port, const T& value) {
        write(port, kFingerprint<T>, &value, sizeof value);
    }

    /// What is set on this input from here on was written by a restarted program: another epoch.
    void restart_writer(std::string_view port);

    /// Changes a live parameter, as `seqboard set` does. Throws std::logic_error if the node would refuse.
    void set_param(std::string_view name, std::string_view value);

    /// The newest value of an output; not fresh only if it was never written. Its age is by the bench's clock.
    template <Message T>
    Reading<T> get(std::string_view port) {
        return Input<T>{output(port, slot_spec<T>(std::string{port}))}.read();
    }

    NodeSession& session() noexcept { return session_; }

private:
    void make_input_slots();
    void write(std::string_view port, std::uint64_t fingerprint, const void* message, std::size_t bytes);
    InputPort& output(std::string_view port, SlotSpec expected);

    std::shared_ptr<Blackboard> board_ = Blackboard::in_memory();
    Time now_{std::chrono::seconds{100}};
    StepContext context_;
    std::map<std::string, OutputPort, std::less<>> written_;
    std::map<std::string, InputPort, std::less<>> read_;
    std::shared_ptr<OwnedSegment> inputs_;
    std::uint32_t restarts_ = 0;
    NodeSession session_;
};

template <class N>
class Bench : public BenchBoard {
public:
    /// Throws what the node's start throws, as StartError for a missing or wrong parameter.
    explicit Bench(std::map<std::string, std::string> params = {}) : BenchBoard{node_type<N>(), std::move(params)} {}

    /// The node itself, for white-box checks.
    N& node() { return static_cast<detail::Instance<N>&>(session().node()).node(); }
};

}  // namespace seqboard
