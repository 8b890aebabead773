#include "core/hil/set_cut.hpp"

#include <algorithm>
#include <functional>

#include "core/hil/scenario_check.hpp"
#include "core/hil/scenario_values.hpp"
#include "core/hil/set_overlay.hpp"
#include "core/hil/trial.hpp"
#include "core/messages/operator_request.hpp"
#include "core/messages/supervision.hpp"

namespace seqboard::hil {

namespace {

constexpr std::uint32_t kMostMirroredBytes = 1024;  ///< of what is only drawn: a map would fill the line

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

class Cutter {
public:
    Cutter(const CheckedSet& whole, const Scenario& scenario) : whole_{whole}, scenario_{scenario} {}

    SetCut cut() {
        divide_nodes();
        for (const WiredOutput& output : whole_.wiring.outputs) divide(output);
        return std::move(cut_);
    }

private:
    void divide_nodes() {
        const NodeSet& set = whole_.set;
        const auto stays = [&](const NodeEntry& node) {
            const NodeTypeInfo* const type = whole_.catalog.find(node);
            return node.name == set.clock.driver.value || node.ends_run || (type != nullptr && type->drives_actuators) ||
                   std::any_of(node.after.begin(), node.after.end(), [&](const StartCondition& condition) {
                       return condition.is_about_node() && contains(cut_.plant_nodes, condition.what);
                   });
        };
        for (bool more = true; more;) {
            more = false;
            for (const NodeEntry& node : set.nodes) {
                if (contains(cut_.plant_nodes, node.name) || !stays(node)) continue;
                cut_.plant_nodes.push_back(node.name);
                more = true;
            }
        }
        for (const NodeEntry& node : set.nodes)
            if (!contains(cut_.plant_nodes, node.name)) cut_.board_nodes.push_back(node.name);
    }

    bool is_read(const std::string& slot, const std::function<bool(const std::string& node)>& where) const {
        return std::any_of(whole_.wiring.inputs.begin(), whole_.wiring.inputs.end(),
                           [&](const WiredInput& input) { return input.slot == slot && where(input.node); });
    }

    void divide(const WiredOutput& output) {
        const bool on_board = is_read(output.slot, [&](const std::string& node) { return cut_.is_on_board(node); });
        if (is_operator_node(output.node)) return divide_operator(output, on_board);
        if (!writes_on_board(output)) {
            if (on_board && !output.port.empty()) cut_.sends.push_back({output.slot, ""});
            return;
        }
        const bool in_plant =
            is_read(output.slot, [&](const std::string& node) { return node != kScenarioNode && contains(cut_.plant_nodes, node); });
        const bool drawn = output.info.message_bytes <= kMostMirroredBytes &&
                           is_read(output.slot, [](const std::string& node) { return node == kScenarioNode; });
        if (in_plant) cut_.receives.push_back({output.slot, ""});
        else if (drawn || contains(slots_of_expressions(), output.slot)) cut_.mirrors.push_back({output.slot, output.info.message});
    }

    /// People, and the scenario in their place, are at the plant.
    void divide_operator(const WiredOutput& output, bool on_board) {
        const bool written = std::any_of(scenario_.steps.begin(), scenario_.steps.end(),
                                         [&](const Step& step) { return step.deed == Deed::kWrite && step.target.value == output.slot; });
        if (on_board && written) cut_.sends.push_back({output.slot, output.info.message});
        if (on_board && !written) cut_.board_operator_writes.push_back(output.slot);
        else cut_.plant_operator_writes.push_back(output.slot);
    }

    /// Each supervisor tells of its own nodes.
    bool writes_on_board(const WiredOutput& output) const {
        const std::string prefix = std::string{kSupervisorNode} + ".";
        return cut_.is_on_board(output.node == kSupervisorNode && output.slot.starts_with(prefix) ? output.slot.substr(prefix.size())
                                                                                                  : output.node);
    }

    const std::vector<std::string>& slots_of_expressions() {
        if (named_) return *named_;
        ScenarioValues values{slots_of(whole_), scenario_.places};
        Findings told_elsewhere;
        const Trial trial{scenario_, values, told_elsewhere};
        return named_.emplace(values.slots_named());
    }

    const CheckedSet& whole_;
    const Scenario& scenario_;
    SetCut cut_;
    std::optional<std::vector<std::string>> named_;
};

/// Why the step cannot be done in a set that is cut so; empty: it can.
std::string obstacle(const Step& step, const SetCut& cut) {
    const std::string& target = step.target.value;
    const std::string node = step.deed == Deed::kSet ? target.substr(0, target.rfind('.')) : target;
    const bool about_node = step.deed == Deed::kSet || name_of(step.deed).starts_with("node.");
    if (about_node && cut.is_on_board(node))
        return "in mode hil '" + node + "' runs on the board, where neither signals nor parameters reach it";
    if (step.deed != Deed::kFault) return "";
    for (const CutSlot& slot : cut.mirrors)
        if (target == slot.name || target.starts_with(slot.name + "."))
            return "in mode hil '" + slot.name + "' is written and read on the board, where no fault reaches it";
    return "";
}

}  // namespace

bool SetCut::is_on_board(const std::string& node) const { return contains(board_nodes, node); }

SetCut cut_set(const CheckedSet& whole, const Scenario& scenario, Findings& findings) {
    SetCut cut = Cutter{whole, scenario}.cut();
    for (const Step& step : scenario.steps)
        if (const std::string why = obstacle(step, cut); !why.empty()) findings.error(step.target.place, step.name + ": " + why);
    return cut;
}

}  // namespace seqboard::hil
