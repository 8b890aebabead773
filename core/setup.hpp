// Hands a starting node its parameters and ports.
#pragma once

#include <deque>
#include <optional>
#include <span>
#include <string>

#include "core/exit_code.hpp"
#include "core/input.hpp"
#include "core/node/node_args.hpp"
#include "core/node/parameter.hpp"
#include "core/output.hpp"

namespace seqboard {

/// Used in a node's Io, where every parameter and port is declared in one line. Names are checked against what the node set
/// gives: a parameter it lacks, one the node does not know, a value of the wrong type or out of range are StartErrors.
/// Sealed before the first step: a later call aborts, naming the port or parameter.
class Setup {
public:
    /// In a describing set-up required parameters that are missing have a value of nothing, values that do not fit are passed over, and no
    /// port is ever connected.
    Setup(NodeArgs args, bool describing);
    Setup(const Setup&) = delete;
    Setup& operator=(const Setup&) = delete;

    /// A parameter that the node set must give.
    template <ParamType T>
    T param(std::string_view name) {
        return std::get<T>(declare({.name = std::string{name}, .value = T{}, .required = true}).value);
    }
    template <ParamType T>
    T param(std::string_view name, Limits<T> limits) {
        return std::get<T>(declare({.name = std::string{name}, .value = T{}, .limits = in_numbers(limits), .required = true}).value);
    }

    /// A parameter with a default.
    template <ParamType T>
    T param(std::string_view name, T fallback) {
        return std::get<T>(declare({.name = std::string{name}, .value = std::move(fallback)}).value);
    }
    template <ParamType T>
    T param(std::string_view name, T fallback, Limits<T> limits) {
        return std::get<T>(declare({.name = std::string{name}, .value = fallback, .limits = in_numbers(limits)}).value);
    }
    std::string param(std::string_view name, const char* fallback) { return param(name, std::string{fallback}); }
    Duration param(std::string_view name, Duration fallback) { return param<Duration>(name, fallback); }

    /// Says what would fit instead of listing every overload that does not.
    template <class T>
    requires(std::is_arithmetic_v<T> && !ParamType<T>) T param(std::string_view, T) {
        static_assert(ParamType<T>, "a parameter is a bool, int, float (write 1.0f), Duration (write 250ms) or std::string");
    }

    /// A condition over the slots of the board, as text for Expression::parse_condition(); empty: none. What it names is checked with the node set.
    std::string condition(std::string_view name) {
        return std::get<std::string>(declare({.name = std::string{name}, .value = std::string{}, .condition = true}).value);
    }

    /// A parameter that `seqboard set` may change while the node runs.
    template <ParamType T>
    Live<T> live_param(std::string_view name, T fallback, Limits<T> limits) {
        return Live<T>{declare({.name = std::string{name}, .value = fallback, .limits = in_numbers(limits), .live = true})};
    }
    Live<bool> live_param(std::string_view name, bool fallback) {
        return Live<bool>{declare({.name = std::string{name}, .value = fallback, .live = true})};
    }

    /// A slot this node writes. `cells` is the ring's size (a power of two from 2 to 64): N - 1 samples can be read back.
    template <Message T>
    Output<T> output(std::string_view port, std::size_t cells = kDefaultCells) {
        return Output<T>{declare_output(port, slot_spec<T>(std::string{port}, cells))};
    }

    /// A slot that tells somebody to move, and what it says when its writer has nothing more to say: `safe` is written when the node is
    /// stopped, ends with an error, or stands because simulated time does. A writer that is killed says nothing: then it is the reader's
    /// max_age that ends the command.
    template <Message T>
    Output<T> command_output(std::string_view port, const T& safe) {
        OutputPort& declared = declare_output(port, slot_spec<T>(std::string{port}));
        const auto bytes = std::as_bytes(std::span{&safe, 1});
        declared.safe.assign(bytes.begin(), bytes.end());
        return Output<T>{declared};
    }

    /// A slot this node reads. `max_age` has no default on purpose: how old a value may get is a question of safety.
    template <Message T>
    Input<T> input(std::string_view port, Duration max_age) {
        return Input<T>{declare_input(port, slot_spec<T>(std::string{port}), max_age)};
    }

    /// What this step writes from here on is new in the world, not made from the samples it has read so far: a simulator's
    /// sensors, a decision that is made anew. Otherwise lineage would run in circles.
    void begin_lineage() noexcept { context_.begin(context_.now); }

    /// An input that a node set may leave unfed: the node has an answer for a robot that lacks it. One that the node set names has
    /// to be written by somebody all the same.
    template <Message T>
    Input<T> optional_input(std::string_view port, Duration max_age) {
        InputPort& declared = declare_input(port, slot_spec<T>(std::string{port}), max_age);
        declared.optional = true;
        return Input<T>{declared};
    }

    /// Ports of a node that carries any message, such as a link: which one, the node set knows from who is at the slot's other side. Read and
    /// written by OutputPort and InputPort themselves. `known`: the message, where the node knows it after all.
    OutputPort& any_output(std::string_view port, const SlotSpec& known = {}) { return declare_output(port, any_spec(port, known)); }
    InputPort& any_input(std::string_view port, const SlotSpec& known = {}) { return declare_input(port, any_spec(port, known), kForever); }

    /// Ends this node after the present step, for a node whose task can be done: its process exits with this code.
    void finish(ExitCode code) noexcept { finished_ = code; }
    std::optional<ExitCode> finished() const noexcept { return finished_; }

    // The rest is for the runner, the bench and --describe.

    /// No more declarations. Throws StartError for arguments that name no declared parameter or port.
    void seal();

    const NodeArgs& args() const noexcept { return args_; }
    StepContext& context() noexcept { return context_; }
    std::deque<Parameter>& parameters() noexcept { return parameters_; }
    const std::deque<Parameter>& parameters() const noexcept { return parameters_; }
    std::deque<InputPort>& inputs() noexcept { return inputs_; }
    std::deque<OutputPort>& outputs() noexcept { return outputs_; }
    InputPort* find_input(std::string_view port);

private:
    template <class T>
    static Limits<double> in_numbers(const Limits<T>& limits) {
        return {*number_of(ParamValue{limits.min}), *number_of(ParamValue{limits.max})};
    }
    SlotSpec any_spec(std::string_view port, SlotSpec known) const;
    Parameter& declare(Parameter parameter);
    InputPort& declare_input(std::string_view port, SlotSpec spec, Duration max_age);
    OutputPort& declare_output(std::string_view port, SlotSpec spec);
    void require_sound(const Parameter& parameter) const;
    void require_open(std::string_view what, std::string_view name) const;
    bool has_port(std::string_view port) const;

    NodeArgs args_;
    bool describing_;
    bool sealed_ = false;
    std::optional<ExitCode> finished_;
    StepContext context_;
    std::deque<Parameter> parameters_;  // deques: their elements never move, handles point at them
    std::deque<InputPort> inputs_;
    std::deque<OutputPort> outputs_;
};

}  // namespace seqboard
