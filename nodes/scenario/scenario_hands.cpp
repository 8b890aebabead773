#include "nodes/scenario/scenario_hands.hpp"

#include <signal.h>
#include <time.h>

#include <algorithm>
#include <cstring>

#include "core/hil/plant_fault.hpp"
#include "core/log.hpp"
#include "core/messages/supervision.hpp"
#include "core/schema/element_text.hpp"
#include "core/schema/field_from_text.hpp"
#include "core/segment/newest_sample.hpp"

namespace seqboard::sim {

using hil::Deed;
using hil::Step;

namespace {

bool is_plant(const Step& step) { return step.target.value.starts_with(hil::kPlantPrefix); }

bool needs_params(const Step& step) {
    return step.deed == Deed::kSay || step.deed == Deed::kSet ||
           ((step.deed == Deed::kFault || step.deed == Deed::kFaultEnd) && is_plant(step));
}

std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(" \t\n");
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

/// The number of a phrase in "ting=stop; qian jin=forward"; -1: it is not there.
int phrase_number(const std::string& phrases, const std::string& word) {
    int number = 0;
    for (std::size_t at = 0; at < phrases.size(); ++number) {
        const std::size_t end = std::min(phrases.find(';', at), phrases.size());
        const std::string entry = phrases.substr(at, end - at);
        if (trimmed(entry.substr(0, entry.find('='))) == word) return number;
        at = end + 1;
    }
    return -1;
}

}  // namespace

ScenarioHands::ScenarioHands(Config config, const hil::Scenario& scenario, std::shared_ptr<Blackboard> board, Output<SlotFaults>& faults)
    : config_{std::move(config)}, scenario_{scenario}, board_{std::move(board)}, faults_port_{faults}, slots_{slots_on(*board_)} {
    if (std::any_of(scenario.steps.begin(), scenario.steps.end(), needs_params)) params_ = std::make_unique<ParamDesk>(board_);
    for (const Step& step : scenario.steps)
        if (step.deed == Deed::kWrite) writer_of(step.target.value);
    for (const BoardSlot& slot : slots_)
        if (slot.spec.message == "SlotFaultCounts") counted_nodes_.push_back(slot.node);
}

void ScenarioHands::fail(const std::string& sentence) {
    if (trouble_.empty()) trouble_ = sentence;
    log_line(LogLevel::kError, "%s", sentence.c_str());
}

void ScenarioHands::begin(const Step& step) {
    log_line(LogLevel::kInfo, "%s %s %s", step.name.c_str(), step.target.value.c_str(), step.kind.c_str());
    switch (step.deed) {
        case Deed::kSay: return say(step);
        case Deed::kSet: return set(step);
        case Deed::kWrite: return write(step);
        case Deed::kFault:
        case Deed::kBurn:
        case Deed::kExit: return begin_fault(step);
        case Deed::kFaultEnd: return end_fault(step);
        case Deed::kKill:
            return signal(step.target.value, step.kind == "TERM"   ? SIGTERM
                                             : step.kind == "INT"  ? SIGINT
                                             : step.kind == "ABRT" ? SIGABRT
                                                                   : SIGKILL);
        case Deed::kStop: return signal(step.target.value, SIGSTOP);
        case Deed::kCont: return signal(step.target.value, SIGCONT);
        case Deed::kCrashLoop: crash_loops_.emplace_back(&step, 0);
    }
}

void ScenarioHands::end(const Step& step) {
    log_line(LogLevel::kInfo, "%s is over", step.name.c_str());
    if (step.deed == Deed::kFault || step.deed == Deed::kBurn) return end_fault(step);
    std::erase_if(crash_loops_, [&](const auto& loop) { return loop.first == &step; });
    for (Writer& writer : writers_)
        if (writer.lasting == &step) writer.lasting = nullptr;
    for (const Restored& restored : restored_)
        if (restored.step == &step) params_->ask(restored.node, restored.param, restored.value);
}

void ScenarioHands::say(const Step& step) {
    const int number = phrase_number(config_.voice, step.target.value);
    if (number < 0) return fail("voice.say: '" + step.target.value + "' is no phrase of the voice node");
    params_->ask(config_.plant, "say", "-1");
    params_->ask(config_.plant, "say", std::to_string(number));
}

void ScenarioHands::set(const Step& step) {
    const std::size_t dot = step.target.value.rfind('.');
    const std::string node = step.target.value.substr(0, dot), param = step.target.value.substr(dot + 1);
    if (step.lasts) restored_.push_back({&step, node, param, params_->value_of(node, param)});
    params_->ask(node, param, step.value.value);
}

ScenarioHands::Writer& ScenarioHands::writer_of(const std::string& slot) {
    for (Writer& writer : writers_)
        if (writer.slot == slot) return writer;
    const std::string node = operator_node_of(slot);
    const auto found =
        std::find_if(slots_.begin(), slots_.end(), [&](const BoardSlot& known) { return known.spec.name == slot && known.node == node; });
    if (found == slots_.end())
        throw StartError{ExitCode::kNoInput,
                         "write: '" + slot + "' is no slot that people write; name it under operator_writes of the node set"};
    Writer& writer =
        writers_.emplace_back(Writer{slot, board_->create(node, {found->spec}), std::make_unique<OutputPort>(slot, found->spec, context_),
                                     std::vector<std::byte>(found->spec.message_bytes)});
    writer.port->bind(writer.segment->writer(0), writer.segment->epoch());
    return writer;
}

void ScenarioHands::write(const Step& step) {
    Writer& writer = writer_of(step.target.value);
    const Schema schema = parse_schema(writer.port->spec.schema, writer.port->spec.message_bytes);
    std::fill(writer.bytes.begin(), writer.bytes.end(), std::byte{0});
    for (const auto& [name, text] : step.fields) {
        const auto field = schema.find(name);
        const std::string expected = field ? put_field(*field, text.value, writer.bytes) : "a field of the slot";
        if (!expected.empty()) return fail("write: " + name + ": '" + text.value + "'; expected " + expected);
    }
    writer.lasting = step.lasts ? &step : nullptr;
    writer.port->write(writer.bytes.data(), writer.bytes.size());
}

void ScenarioHands::begin_fault(const Step& step) {
    if (step.deed == Deed::kFault && is_plant(step)) {
        std::string why;
        const auto fault = hil::find_plant_fault(step.target.value, step.kind, why);
        if (!fault) return fail("fault: " + why);
        device_faults_ = true;
        const float value = fault->takes_magnitude ? step.magnitude : fault->value;
        return params_->ask(config_.plant, std::string{fault->parameter}, shortest(value));
    }
    std::string why;
    SlotFault fault = hil::plan_slot_fault(step, slots_, why);
    const auto free = std::find_if(faults_.faults.begin(), faults_.faults.end(), [](const SlotFault& known) { return known.id == 0; });
    if (!why.empty()) return fail(step.name + ": " + why);
    if (free == faults_.faults.end())
        return fail(step.name + ": more than " + std::to_string(kMostSlotFaults) + " faults of slots at a time");
    fault.id = next_id_++;
    fault.seed = config_.seed * 2654435761u + fault.id;
    *free = fault;
    given_.push_back({&step, fault.id, 0, step.deed == Deed::kExit ? pid_of(step.target.value) : 0});
    faults_port_.write(faults_);
}

void ScenarioHands::end_fault(const Step& step) {
    if (!is_plant(step)) return end_slot_fault(step);
    const std::string_view device = std::string_view{step.target.value}.substr(hil::kPlantPrefix.size());
    for (const hil::PlantFault& fault : hil::plant_faults())
        if (fault.device == device && (step.kind.empty() || fault.kind == step.kind))
            return params_->ask(config_.plant, std::string{fault.parameter}, shortest(fault.healthy));
}

/// A step that ends ends its own; fault.end ends all of its target.
void ScenarioHands::end_slot_fault(const Step& step) {
    for (const Given& given : given_)
        if (given.step == &step || (step.deed == Deed::kFaultEnd && given.step->target.value == step.target.value))
            for (SlotFault& fault : faults_.faults)
                if (fault.id == given.id) fault = {};
    faults_port_.write(faults_);
}

std::uint32_t ScenarioHands::pid_of(const std::string& node) {
    const auto segment = board_->attach_trusted(kSupervisorNode);
    const auto supervision = segment ? newest<NodeSupervision>(*segment, std::string{kSupervisorNode} + "." + node) : std::nullopt;
    return supervision ? supervision->value.pid : 0;
}

void ScenarioHands::signal(const std::string& node, int number) {
    const std::uint32_t pid = pid_of(node);
    if (pid == 0 || ::kill(static_cast<pid_t>(pid), number) != 0) return fail("node '" + node + "' has no process that could be signalled");
    if (number != SIGSTOP && number != SIGCONT) await_end(node, pid);
}

/// Until the supervisor has said what the end means for the motors: it is told in this tick, in every run.
void ScenarioHands::await_end(const std::string& node, std::uint32_t pid) {
    constexpr Duration kLimit = std::chrono::seconds{1};
    const timespec pause{0, 100'000};
    for (const Time limit = monotonic_now() + kLimit; pid_of(node) == pid && monotonic_now() < limit;) ::nanosleep(&pause, nullptr);
}

void ScenarioHands::tick(Time now) {
    context_.begin(now);
    for (Writer& writer : writers_)
        if (writer.lasting != nullptr) writer.port->write(writer.bytes.data(), writer.bytes.size());
    for (auto& [step, killed] : crash_loops_)
        if (const std::uint32_t pid = pid_of(step->target.value);
            pid != 0 && pid != killed && ::kill(static_cast<pid_t>(pid), SIGKILL) == 0) {
            killed = pid;
            await_end(step->target.value, pid);
        }
    if (params_)
        if (const auto refused = params_->tick()) fail(*refused);
    if (!given_.empty()) count_applied();
    end_exits();
}

/// node.exit is meant for one process: the next one of that node is to live.
void ScenarioHands::end_exits() {
    for (Given& given : given_)
        if (given.pid != 0 && pid_of(given.step->target.value) != given.pid) {
            given.pid = 0;
            end_slot_fault(*given.step);
        }
}

void ScenarioHands::count_applied() {
    for (const std::string& node : counted_nodes_) {
        const auto segment = board_->attach_trusted(node);
        const auto counts = segment ? newest<SlotFaultCounts>(*segment, node + ".faults") : std::nullopt;
        if (!counts) continue;
        for (std::size_t place = 0; place < kMostSlotFaults; ++place)
            for (Given& given : given_)
                if (given.id == counts->value.id[place]) given.applied = std::max(given.applied, counts->value.applied[place]);
    }
}

std::vector<std::string> ScenarioHands::without_effect() const {
    std::vector<std::string> names;
    for (const Given& given : given_)
        if (given.applied == 0 && given.step->deed != Deed::kExit)
            names.push_back(given.step->name + " (" + given.step->kind + " " + given.step->target.value + ")");
    return names;
}

std::string ScenarioHands::injection() const {
    if (given_.empty()) return device_faults_ ? "device" : "none";
    return device_faults_ ? "slot and device" : "slot";
}

bool ScenarioHands::touched(const std::string& node) const {
    return std::any_of(scenario_.steps.begin(), scenario_.steps.end(),
                       [&](const Step& step) { return name_of(step.deed).starts_with("node.") && step.target.value == node; });
}

}  // namespace seqboard::sim
