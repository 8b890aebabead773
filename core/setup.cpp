#include "core/setup.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "core/exit_code.hpp"
#include "core/schema/units.hpp"

namespace seqboard {

namespace {

template <class Items, class Name>
std::vector<std::string> names_of(const Items& items, Name name) {
    std::vector<std::string> names;
    for (const auto& item : items) names.push_back(name(item));
    return names;
}

/// Empty if the parameter took the value.
std::string take(Parameter& parameter, const std::string& text) {
    if (!parse_param(parameter.name, text, parameter.value))
        return "parameter '" + parameter.name + "' is '" + text + "'; expected " + expected_form(parameter.name, parameter.value);
    const std::string fault = limit_fault(parameter, parameter.value);
    return fault.empty() ? "" : "parameter '" + parameter.name + "' is " + text + "; it " + fault;
}

}  // namespace

Setup::Setup(NodeArgs args, bool describing) : args_{std::move(args)}, describing_{describing} { context_.begin(monotonic_now()); }

void Setup::require_open(std::string_view what, std::string_view name) const {
    if (!sealed_) return;
    std::fprintf(stderr, "seqboard: %.*s '%.*s' was declared after the node's Io was complete; declare it as a member of Io\n",
                 static_cast<int>(what.size()), what.data(), static_cast<int>(name.size()), name.data());
    std::abort();
}

void Setup::require_sound(const Parameter& parameter) const {
    if (!is_valid_name(parameter.name)) throw StartError{ExitCode::kBug, "parameter '" + parameter.name + "': not a valid name"};
    if (std::holds_alternative<float>(parameter.value) && unit_of(parameter.name).empty())
        throw StartError{ExitCode::kBug,
                         "parameter '" + parameter.name + "': a float parameter must end in a unit suffix, such as _m, _rad, _m_s, _ratio"};
    const bool twice =
        std::any_of(parameters_.begin(), parameters_.end(), [&](const Parameter& known) { return known.name == parameter.name; });
    if (twice) throw StartError{ExitCode::kBug, "parameter '" + parameter.name + "' is declared twice"};
    if (const std::string fault = limit_fault(parameter, parameter.value); !parameter.required && !fault.empty())
        throw StartError{ExitCode::kBug, "parameter '" + parameter.name + "': its default " + text_of(parameter.value) + " " + fault};
}

Parameter& Setup::declare(Parameter parameter) {
    require_open("parameter", parameter.name);
    require_sound(parameter);
    parameter.fallback = text_of(parameter.value);
    const auto given = args_.params.find(parameter.name);
    if (given != args_.params.end()) {
        const ParamValue before = parameter.value;
        if (const std::string fault = take(parameter, given->second); !fault.empty()) {
            if (!describing_) throw StartError{ExitCode::kConfig, fault};
            parameter.value = before;
        }
    } else if (parameter.required && !describing_) {
        throw StartError{ExitCode::kConfig, "parameter '" + parameter.name + "' is missing; expected " +
                                                expected_form(parameter.name, parameter.value) + ": --param " + parameter.name + "=..."};
    }
    return parameters_.emplace_back(std::move(parameter));
}

SlotSpec Setup::any_spec(std::string_view port, SlotSpec known) const {
    known.name = port;
    if (known.message_bytes != 0) return known;
    const auto layout = args_.layouts.find(known.name);
    if (layout == args_.layouts.end()) {
        if (describing_) return known;
        throw StartError{ExitCode::kConfig, "which message port '" + known.name +
                                                "' carries is not known; the node set tells a node that it starts, " +
                                                "by hand: --layout " + known.name + "=MESSAGE:BYTES:SCHEMA"};
    }
    known.message = layout->second.message;
    known.schema = layout->second.schema;
    known.fingerprint = layout_fingerprint(known.message, known.schema);
    known.message_bytes = layout->second.bytes;
    return known;
}

InputPort& Setup::declare_input(std::string_view port, SlotSpec spec, Duration max_age) {
    require_open("input", port);
    if (has_port(port)) throw StartError{ExitCode::kBug, "port '" + std::string{port} + "' is declared twice"};
    InputPort& input = inputs_.emplace_back(std::string{port}, std::move(spec), max_age, context_);
    if (const auto target = args_.inputs.find(input.port()); target != args_.inputs.end()) {
        input.unfed = target->second.slot.empty();
        if (!input.unfed) input.rename(target->second.slot, target->second.node);
    }
    return input;
}

OutputPort& Setup::declare_output(std::string_view port, SlotSpec spec) {
    require_open("output", port);
    if (has_port(port)) throw StartError{ExitCode::kBug, "port '" + std::string{port} + "' is declared twice"};
    const std::string name{port};
    if (const auto slot = args_.outputs.find(name); slot != args_.outputs.end()) spec.name = slot->second;
    if (const auto cells = args_.cells.find(name); cells != args_.cells.end()) spec.cells = static_cast<std::uint32_t>(cells->second);
    spec.notify = std::find(args_.notify.begin(), args_.notify.end(), name) != args_.notify.end();
    return outputs_.emplace_back(name, std::move(spec), context_);
}

bool Setup::has_port(std::string_view port) const {
    const auto is_it = [&](const auto& known) { return known.port() == port; };
    return std::any_of(inputs_.begin(), inputs_.end(), is_it) || std::any_of(outputs_.begin(), outputs_.end(), is_it);
}

InputPort* Setup::find_input(std::string_view port) {
    const auto found = std::find_if(inputs_.begin(), inputs_.end(), [&](const InputPort& input) { return input.port() == port; });
    return found == inputs_.end() ? nullptr : &*found;
}

void Setup::seal() {
    sealed_ = true;
    const auto params = names_of(parameters_, [](const Parameter& p) { return p.name; });
    const auto inputs = names_of(inputs_, [](const InputPort& p) { return p.port(); });
    const auto outputs = names_of(outputs_, [](const OutputPort& p) { return p.port(); });
    const auto require_known = [](const char* what, const std::string& name, const std::vector<std::string>& known) {
        if (std::find(known.begin(), known.end(), name) == known.end())
            throw StartError{ExitCode::kConfig, "this node has no " + std::string{what} + " '" + name + "'" + suggestion(name, known)};
    };
    for (const auto& [name, value] : args_.params) require_known("parameter", name, params);
    for (const auto& [port, target] : args_.inputs) require_known("input", port, inputs);
    for (const InputPort& input : inputs_)
        if (input.unfed && !input.optional)
            throw StartError{ExitCode::kConfig,
                             "input '" + input.port() + "' cannot be left out; name a slot: --input " + input.port() + "=SLOT"};
    for (const auto& [port, slot] : args_.outputs) require_known("output", port, outputs);
    for (const std::string& port : args_.notify) require_known("output", port, outputs);
    for (const auto& [port, cells] : args_.cells) require_known("output", port, outputs);
    auto ports = inputs;
    ports.insert(ports.end(), outputs.begin(), outputs.end());
    for (const auto& [port, layout] : args_.layouts) require_known("port", port, ports);
}

}  // namespace seqboard
