#include "core/hil/scenario_check.hpp"

#include <algorithm>

#include "core/hil/plant_fault.hpp"
#include "core/hil/scenario_values.hpp"
#include "core/hil/slot_fault_plan.hpp"
#include "core/hil/trial.hpp"
#include "core/names.hpp"
#include "core/schema/field_from_text.hpp"

namespace seqboard::hil {

namespace {

class StepCheck {
public:
    StepCheck(const Scenario& scenario, const CheckedSet& checked, const std::vector<BoardSlot>& slots, Findings& findings)
        : scenario_{scenario}, checked_{checked}, slots_{slots}, findings_{findings} {}

    void check(const Step& step) {
        switch (step.deed) {
            case Deed::kSay: return check_parameter(step, checked_.set.clock.driver.value, "say", "0");
            case Deed::kSet: return check_set(step);
            case Deed::kWrite: return check_write(step);
            case Deed::kFault: return check_fault(step);
            case Deed::kFaultEnd: return check_fault_end(step);
            case Deed::kKill:
                if (const auto& signals = kSignals;
                    !step.kind.empty() && std::find(signals.begin(), signals.end(), step.kind) == signals.end())
                    error(step, "signal: '" + step.kind + "'" + suggestion("", {signals.begin(), signals.end()}));
                return check_node(step);
            case Deed::kBurn:
            case Deed::kExit: check_slot_fault(step); return check_node(step);
            default: return check_node(step);
        }
    }

private:
    static constexpr std::array<const char*, 4> kSignals = {"KILL", "TERM", "INT", "ABRT"};

    void error(const Step& step, const std::string& sentence) { findings_.error(step.target.place, step.name + ": " + sentence); }

    void check_node(const Step& step) {
        const std::string& node = step.target.value;
        if (checked_.set.find(node) == nullptr)
            return error(step, "there is no node '" + node + "'" + suggestion(node, checked_.set.names()));
        if (node == checked_.set.clock.driver.value && checked_.set.clock.lockstep)
            error(step, "'" + node + "' drives the clock: without it there is no time in which anything could be judged");
    }

    void check_parameter(const Step& step, const std::string& node, const std::string& name, const std::string& text) {
        const NodeEntry* const entry = checked_.set.find(node);
        const NodeTypeInfo* const type = entry == nullptr ? nullptr : checked_.catalog.find(*entry);
        if (type == nullptr) return error(step, "there is no node '" + node + "'" + suggestion(node, checked_.set.names()));
        std::vector<std::string> live;
        for (const Parameter& parameter : type->params) {
            if (parameter.live) live.push_back(parameter.name);
            if (parameter.name != name) continue;
            ParamValue value = parameter.value;
            if (!parameter.live) return error(step, "'" + name + "' cannot change while " + node + " runs; give it under use: nodes:");
            if (!parse_param(name, text, value)) return error(step, "'" + text + "'; expected " + expected_form(name, parameter.value));
            if (const std::string fault = limit_fault(parameter, value); !fault.empty()) error(step, "'" + text + "'; it " + fault);
            return;
        }
        error(step, "node '" + node + "' has no parameter '" + name + "'" + suggestion(name, live));
    }

    void check_set(const Step& step) {
        const std::size_t dot = step.target.value.rfind('.');
        if (dot == std::string::npos) return error(step, "'" + step.target.value + "'; expected NODE.PARAMETER");
        check_parameter(step, step.target.value.substr(0, dot), step.target.value.substr(dot + 1), step.value.value);
    }

    void check_write(const Step& step) {
        const std::string& name = step.target.value;
        const auto found = std::find_if(slots_.begin(), slots_.end(), [&](const BoardSlot& slot) {
            return slot.spec.name == name && slot.node == operator_node_of(name);
        });
        std::vector<std::string> known;
        for (const Placed<std::string>& slot : checked_.set.operator_writes) known.push_back(slot.value);
        if (found == slots_.end())
            return error(step, "'" + name + "' is no slot that people write (operator_writes of the node set)" + suggestion(name, known));
        const Schema schema = parse_schema(found->spec.schema, found->spec.message_bytes);
        std::vector<std::byte> bytes(found->spec.message_bytes);
        for (const auto& [key, text] : step.fields) {
            const auto field = schema.find(key);
            std::vector<std::string> names;
            for (const SchemaField& one : schema.fields) names.push_back(one.name);
            const std::string expected = field ? put_field(*field, text.value, bytes) : "";
            if (!field) findings_.error(text.place, "write: slot '" + name + "' has no field '" + key + "'" + suggestion(key, names));
            else if (!expected.empty()) findings_.error(text.place, "write: " + key + ": '" + text.value + "'; expected " + expected);
        }
    }

    void check_fault(const Step& step) {
        if (!step.target.value.starts_with(kPlantPrefix)) return check_slot_fault(step);
        std::string why;
        const auto fault = find_plant_fault(step.target.value, step.kind, why);
        if (!fault) return error(step, why);
        if (fault->takes_magnitude != step.has_magnitude)
            return error(step, fault->takes_magnitude ? "'" + step.kind + "' wants a magnitude" : "'" + step.kind + "' has no magnitude");
        if (step.probability_ratio < 1) return error(step, "a device's fault has no probability");
        check_parameter(step, checked_.set.clock.driver.value, std::string{fault->parameter},
                        std::to_string(static_cast<int>(fault->value)));
    }

    void check_slot_fault(const Step& step) {
        std::string why;
        plan_slot_fault(step, slots_, why);
        if (!why.empty()) error(step, why);
    }

    void check_fault_end(const Step& step) {
        const bool begun = std::any_of(scenario_.steps.begin(), scenario_.steps.end(), [&](const Step& other) {
            return other.deed == Deed::kFault && other.target.value == step.target.value;
        });
        if (!begun) error(step, "no step puts a fault into '" + step.target.value + "'");
    }

    const Scenario& scenario_;
    const CheckedSet& checked_;
    const std::vector<BoardSlot>& slots_;
    Findings& findings_;
};

}  // namespace

std::vector<BoardSlot> slots_of(const CheckedSet& checked) {
    std::vector<BoardSlot> slots;
    for (const WiredOutput& output : checked.wiring.outputs)
        if (!output.info.schema.empty())
            slots.push_back({{.name = output.slot,
                              .message = output.info.message,
                              .schema = output.info.schema,
                              .message_bytes = output.info.message_bytes},
                             output.node});
    for (const std::string& node : checked.set.names()) slots.push_back({slot_spec<SlotFaultCounts>(node + ".faults"), node});
    return slots;
}

void check_scenario(const Scenario& scenario, const CheckedSet& checked, Findings& findings) {
    const std::vector<BoardSlot> slots = slots_of(checked);
    ScenarioValues values{slots, scenario.places};
    const Trial trial{scenario, values, findings};
    StepCheck check{scenario, checked, slots, findings};
    for (const Step& step : scenario.steps) check.check(step);
}

}  // namespace seqboard::hil
