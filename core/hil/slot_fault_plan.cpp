#include "core/hil/slot_fault_plan.hpp"

#include <algorithm>
#include <charconv>

#include "core/messages/supervision.hpp"
#include "core/names.hpp"
#include "core/port/fault_tap.hpp"

namespace seqboard::hil {

namespace {

struct KindRule {
    const char* name;
    SlotFaultKind kind;
    enum class Target { kAny, kSlot, kNumber } target;
    bool takes_magnitude;
};
constexpr KindRule kKinds[] = {
    {"off", SlotFaultKind::kOff, KindRule::Target::kSlot, false},
    {"stuck", SlotFaultKind::kStuck, KindRule::Target::kAny, false},
    {"garbage", SlotFaultKind::kGarbage, KindRule::Target::kAny, false},
    {"noise", SlotFaultKind::kNoise, KindRule::Target::kNumber, true},
    {"bias", SlotFaultKind::kBias, KindRule::Target::kNumber, true},
    {"drift", SlotFaultKind::kDrift, KindRule::Target::kNumber, true},
    {"slow", SlotFaultKind::kSlow, KindRule::Target::kSlot, true},
    {"delayed", SlotFaultKind::kDelayed, KindRule::Target::kSlot, true},
    {"intermittent", SlotFaultKind::kIntermittent, KindRule::Target::kSlot, false},
    {"scale", SlotFaultKind::kScale, KindRule::Target::kNumber, true},
};

const KindRule* rule_named(const std::string& name) {
    const auto* const found = std::find_if(std::begin(kKinds), std::end(kKinds), [&](const KindRule& rule) { return name == rule.name; });
    return found == std::end(kKinds) ? nullptr : found;
}

bool is_written_number(ScalarKind kind) {
    return kind != ScalarKind::kBool && kind != ScalarKind::kChar && kind != ScalarKind::kFloat64 && kind != ScalarKind::kInt64 &&
           kind != ScalarKind::kUint64;
}

/// The slot that `target` begins with, the longest that fits, and its field.
const BoardSlot* find_slot(const std::vector<BoardSlot>& slots, const std::string& target, std::string& field) {
    const BoardSlot* best = nullptr;
    for (const BoardSlot& slot : slots) {
        const std::string& name = slot.spec.name;
        const bool fits = target == name || (target.starts_with(name) && target[name.size()] == '.');
        if (fits && (best == nullptr || name.size() > best->spec.name.size())) best = &slot;
    }
    if (best != nullptr && target.size() > best->spec.name.size()) field = target.substr(best->spec.name.size() + 1);
    return best;
}

void aim(const Step& step, const std::vector<BoardSlot>& slots, const KindRule& rule, SlotFault& fault, std::string& why) {
    std::string path;
    const std::string& target = step.target.value;
    const BoardSlot* const slot = find_slot(slots, target, path);
    if (slot == nullptr) {
        std::vector<std::string> names;
        for (const BoardSlot& known : slots) names.push_back(known.spec.name);
        const std::string near{nearest_name(target.substr(0, target.find('.')), names)};
        why = "no slot '" + target + "'" +
              (near.empty() ? "; the simulator's devices are plant.sonar and so on" : "; did you mean '" + near + "'?");
        return;
    }
    put_text(fault.target, slot->spec.name);
    if (rule.target == KindRule::Target::kSlot && !path.empty())
        why = "'" + step.kind + "' is of a whole slot; name '" + slot->spec.name + "'";
    if (rule.target == KindRule::Target::kNumber && path.empty())
        why = "'" + step.kind + "' is of one number; name a field of '" + slot->spec.name + "'";
    if (fault.kind == SlotFaultKind::kDelayed && slot->spec.message_bytes > FaultTap::kMostDelayedBytes)
        why = "a message as large as " + slot->spec.message + " cannot be delayed";
    if (slot->node == kSupervisorNode || is_operator_node(slot->node)) why = "'" + slot->spec.name + "' is written by no node";
    if (path.empty() || !why.empty()) return;
    const auto field = parse_schema(slot->spec.schema, slot->spec.message_bytes).find(path);
    if (!field || !field->scalar) {
        why = "slot '" + slot->spec.name + "' (" + slot->spec.message + ") has no field '" + path + "' that is a number";
        return;
    }
    if (rule.target == KindRule::Target::kNumber && (field->is_array || !is_written_number(*field->scalar)))
        why = "'" + step.kind + "' changes numbers of 32 bits or fewer, one at a time; '" + path + "' is none";
    fault.offset = field->offset;
    fault.bytes = field->element_bytes * field->count;
    fault.scalar = static_cast<std::uint32_t>(*field->scalar);
}

void plan_for_node(const Step& step, SlotFault& fault, std::string& why) {
    put_text(fault.target, step.target.value);
    float number = step.magnitude;
    fault.kind = SlotFaultKind::kBurn;
    if (step.deed == Deed::kExit) {
        fault.kind = SlotFaultKind::kExit;
        const auto [end, error] = std::from_chars(step.value.value.data(), step.value.value.data() + step.value.value.size(), number);
        if (error != std::errc{} || !(number >= 0 && number <= 255))
            why = "code: '" + step.value.value + "'; expected a whole number from 0 to 255";
    } else if (!(number > 0 && number <= 1)) {
        why = "magnitude: expected the time that each step is to burn, more than 0, at most 1s";
    }
    fault.magnitude_bits = std::bit_cast<std::uint32_t>(number);
}

}  // namespace

SlotFault plan_slot_fault(const Step& step, const std::vector<BoardSlot>& slots, std::string& why) {
    SlotFault fault;
    if (step.deed != Deed::kFault) {
        plan_for_node(step, fault, why);
        return fault;
    }
    const KindRule* const rule = rule_named(step.kind);
    if (rule == nullptr) {
        std::vector<std::string> names;
        for (const KindRule& known : kKinds) names.emplace_back(known.name);
        why = "'" + step.kind + "' is no fault of a slot" + suggestion(step.kind, names);
        return fault;
    }
    fault.kind = rule->kind;
    fault.probability_ratio = step.probability_ratio;
    fault.magnitude_bits = std::bit_cast<std::uint32_t>(step.magnitude);
    if (rule->takes_magnitude != step.has_magnitude)
        why = rule->takes_magnitude ? "'" + step.kind + "' wants a magnitude" : "'" + step.kind + "' has no magnitude";
    if (fault.kind == SlotFaultKind::kIntermittent && !(step.probability_ratio < 1)) why = "'intermittent' wants a probability below 1";
    if (why.empty()) aim(step, slots, *rule, fault, why);
    return fault;
}

}  // namespace seqboard::hil
