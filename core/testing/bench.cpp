#include "core/testing/bench.hpp"

#include <stdexcept>

namespace seqboard {

namespace {

NodeArgs bench_args(const NodeType& type, std::map<std::string, std::string> params) {
    NodeArgs args;
    args.name = type.name;
    args.params = std::move(params);
    return args;
}

}  // namespace

BenchBoard::BenchBoard(const NodeType& type, std::map<std::string, std::string> params)
    : session_{type, bench_args(type, std::move(params)), board_} {
    session_.setup().context().begin(now_);
    session_.start(nullptr, [this] { make_input_slots(); });
}

void BenchBoard::make_input_slots() {
    std::vector<SlotSpec> specs;
    for (InputPort& input : session_.setup().inputs()) specs.push_back(input.expected());
    inputs_ = board_->create("bench", specs);
    std::size_t slot = 0;
    for (InputPort& input : session_.setup().inputs()) {
        OutputPort& port = written_.try_emplace(input.port(), input.port(), input.expected(), context_).first->second;
        port.bind(inputs_->writer(slot++), inputs_->epoch());
        input.connect(*board_);
    }
}

void BenchBoard::restart_writer(std::string_view port) {
    std::size_t slot = 0;
    for (const InputPort& input : session_.setup().inputs()) {
        if (input.port() == port) return written_.at(input.port()).bind(inputs_->writer(slot), inputs_->epoch() + ++restarts_);
        ++slot;
    }
    throw std::logic_error{"bench: the node has no input '" + std::string{port} + "'"};
}

void BenchBoard::run_for(Duration duration) {
    const Duration period = session_.period();
    for (const Time end = now_ + duration; now_ + period <= end;) {
        advance(period);
        step();
    }
}

void BenchBoard::set_param(std::string_view name, std::string_view value) {
    ParamRequest request{.id = 1};
    put_text(request.param, name);
    put_text(request.value, value);
    if (ParamsSlot{session_.setup().parameters()}.apply(request) != ParamResult::kApplied)
        throw std::logic_error{"bench: the node does not take '" + std::string{value} + "' for parameter '" + std::string{name} +
                               "' while it runs"};
}

void BenchBoard::write(std::string_view port, std::uint64_t fingerprint, const void* message, std::size_t bytes) {
    const auto found = written_.find(port);
    if (found == written_.end()) throw std::logic_error{"bench: the node has no input '" + std::string{port} + "'"};
    if (found->second.spec.fingerprint != fingerprint)
        throw std::logic_error{"bench: input '" + std::string{port} + "' takes " + found->second.spec.message};
    context_.begin(now_);
    found->second.write(message, bytes);
}

InputPort& BenchBoard::output(std::string_view port, SlotSpec expected) {
    context_.begin(now_);
    for (OutputPort& known : session_.setup().outputs()) {
        if (known.port() != port) continue;
        expected.name = known.spec.name;
        const std::string key = std::string{port} + " " + std::to_string(expected.fingerprint);  // as another message it is another port
        InputPort& input = read_.try_emplace(key, std::string{port}, expected, kForever, context_).first->second;
        if (!input.connected() && !input.connect(*board_))
            throw std::logic_error{"bench: output '" + std::string{port} + "': " + input.fault()};
        return input;
    }
    throw std::logic_error{"bench: the node has no output '" + std::string{port} + "'"};
}

}  // namespace seqboard
