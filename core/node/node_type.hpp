// A node class as the runner sees it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/node/pin_claim.hpp"
#include "core/node/self_test.hpp"
#include "core/setup.hpp"
#include "core/tick.hpp"

namespace seqboard {

/// A running node. What the class itself does not have, does nothing.
class NodeInstance {
public:
    virtual ~NodeInstance() = default;
    virtual void step(const Tick& tick) = 0;

    /// Drives every actuator to its safe output. Called when the node stops for whatever reason but kill -9, and when a
    /// simulated clock stands still.
    virtual void safe_output() noexcept {}
};

struct NodeType {
    std::string name;               ///< "range_node"
    Duration period{};              ///< zero: triggered
    std::string trigger;            ///< the input port whose news make it step
    bool drives_clock = false;      ///< it is the coordinator of a lock-step run: the simulator
    bool drives_actuators = false;  ///< it has a safe_output()
    bool steps_last = false;        ///< in a lock-step run after all others, whatever it reads and writes: it watches them

    /// Declares Io alone, which touches no hardware. The pins that the node will hold with these parameters.
    std::vector<PinClaim> (*declare)(Setup& setup) = nullptr;

    /// Declares Io, calls `connect` (segment made, ports connected), then constructs the node, which opens its hardware.
    std::unique_ptr<NodeInstance> (*make)(Setup& setup, const std::function<void()>& connect) = nullptr;

    /// Constructs the node, unconnected, and tries its device; null: it has no self-test.
    SelfTest (*self_test)(Setup& setup, const SelfTestClock& clock) = nullptr;
    const char* self_test_wants = "";  ///< of the person beside the robot: "the robot at rest"
    bool self_test_moves = false;
};

namespace detail {

template <class N>
concept HasPeriod = requires {
    { N::kPeriod } -> std::convertible_to<Duration>;
};
template <class N>
concept HasTrigger = requires {
    { N::kTrigger } -> std::convertible_to<const char*>;
};
/// kSelfTest is what it wants of a person; one that moves the robot has `static constexpr bool kSelfTestMoves = true;`, too.
template <class N>
concept HasSelfTest = requires(N& node, const SelfTestClock& clock) {
    { N::kSelfTest } -> std::convertible_to<const char*>;
    { node.self_test(clock) } -> std::same_as<SelfTest>;
};
template <class N>
concept HasPins = requires(const typename N::Io& io) {
    { N::pins(io) } -> std::same_as<std::vector<PinClaim>>;
};
template <class N>
concept HasSafeOutput = requires(N& node) {
    node.safe_output();
};

/// "RangeNode" -> "range_node", from the compiler's spelling of the type.
template <class N>
std::string snake_case_name() {
    std::string_view spelled = __PRETTY_FUNCTION__;
    spelled.remove_prefix(spelled.find("N = ") + 4);
    spelled = spelled.substr(0, spelled.find_first_of(";]"));
    spelled.remove_prefix(spelled.rfind(':') + 1);
    std::string name;
    for (const char c : spelled) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper && !name.empty()) name += '_';
        name += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return name;
}

template <class N>
class Instance final : public NodeInstance {
public:
    explicit Instance(typename N::Io&& io) : node_{std::move(io)} {}
    void step(const Tick& tick) override { node_.step(tick); }
    void safe_output() noexcept override {
        if constexpr (HasSafeOutput<N>) node_.safe_output();
    }
    N& node() { return node_; }

private:
    N node_;
};

template <class N>
void require_node_class() {
    static_assert(
        requires { typename N::Io; }, "a node needs a nested struct Io: its parameters and ports, one line each");
    static_assert(HasPeriod<N> || HasTrigger<N>,
                  "a node needs static constexpr kPeriod, for example std::chrono::milliseconds{20}, or kTrigger, the name of the input "
                  "whose news make it step");
    static_assert(!(HasPeriod<N> && HasTrigger<N>), "a node has either kPeriod or kTrigger, not both");
    static_assert(std::is_constructible_v<N, typename N::Io>, "a node needs a constructor that takes its Io by value");
    static_assert(
        requires(N & node, const Tick& tick) { node.step(tick); }, "a node needs void step(const seqboard::Tick&)");
}

}  // namespace detail

template <class N>
NodeType node_type() {
    detail::require_node_class<N>();
    NodeType type;
    type.name = detail::snake_case_name<N>();
    if constexpr (detail::HasPeriod<N>) type.period = N::kPeriod;
    if constexpr (detail::HasTrigger<N>) type.trigger = N::kTrigger;
    if constexpr (requires { N::kDrivesClock; }) type.drives_clock = N::kDrivesClock;
    type.drives_actuators = detail::HasSafeOutput<N>;
    if constexpr (requires { N::kStepsLast; }) type.steps_last = N::kStepsLast;
    type.declare = [](Setup& setup) {
        [[maybe_unused]] const typename N::Io io{setup};
        if constexpr (detail::HasPins<N>) return N::pins(io);
        else return std::vector<PinClaim>{};
    };
    type.make = [](Setup& setup, const std::function<void()>& connect) -> std::unique_ptr<NodeInstance> {
        typename N::Io io{setup};
        connect();
        return std::make_unique<detail::Instance<N>>(std::move(io));
    };
    if constexpr (detail::HasSelfTest<N>) {
        type.self_test = [](Setup& setup, const SelfTestClock& clock) {
            typename N::Io io{setup};
            setup.seal();
            N node{std::move(io)};
            return node.self_test(clock);
        };
        type.self_test_wants = N::kSelfTest;
        if constexpr (requires { N::kSelfTestMoves; }) type.self_test_moves = N::kSelfTestMoves;
    }
    return type;
}

}  // namespace seqboard
