#include "tests/model/slot_model.hpp"

namespace seqboard::testing {

namespace {

constexpr int kStores = SlotModel::kWords + 1;  // of one publish: the words, then the head
constexpr int kLoads = SlotModel::kWords + 2;   // of one attempt: head, words, head again
constexpr int kFirstHead = 0;
constexpr int kLastHead = kLoads - 1;

constexpr bool is_head(int store) { return store % kStores == SlotModel::kWords; }
constexpr bool has(std::uint32_t set, int bit) { return (set >> bit & 1u) != 0; }

}  // namespace

SlotModel::Verdict SlotModel::explore(int publishes, int deaths, int first) {
    publishes_ = publishes;
    deaths_ = deaths;
    first_ = first;
    seen_.clear();
    verdict_ = {};
    State begin;
    begin.head = static_cast<std::uint8_t>(first);
    // What earlier publishes left: the newest in its cell, those before it in the others.
    for (int age = 0; age < cells_; ++age) {
        const int old = (first + kCounters - age) % kCounters;
        begin.cell[static_cast<std::size_t>(old % cells_)].fill(static_cast<Value>(old));
    }
    for (int guess = 0; guess < kCounters; ++guess) {
        begin.guess = static_cast<std::uint8_t>(guess);
        trace_.clear();
        go(begin, "");
    }
    verdict_.states = seen_.size();
    return verdict_;
}

/// Whether no earlier store that is ordered before this one is still to come.
bool SlotModel::may_store(const State& state, int operation) const {
    for (int before = 0; before < operation; ++before) {
        if (has(state.performed, before)) continue;
        const int distance = operation / kStores - before / kStores;
        const bool same_place = operation % kStores == before % kStores && (is_head(operation) || distance % cells_ == 0);
        const bool released = is_head(operation) && orderings_.release_head;
        const bool fenced = !is_head(operation) && distance > 0 && orderings_.writer_fence;
        if (same_place || released || fenced) return false;
    }
    return true;
}

bool SlotModel::may_load(const State& state, int operation) const {
    if (operation != kFirstHead && !has(state.read, kFirstHead) && (orderings_.acquire_head || operation == kLastHead)) return false;
    if (operation != kLastHead) return true;
    const std::uint32_t words = (1u << kLastHead) - 2;
    return !orderings_.reader_fence || (state.read & words) == words;
}

/// False: beyond the last publish of this exploration.
bool SlotModel::store(State& state, int operation) const {
    const int publish = state.begins + operation / kStores + 1;
    if (publish > publishes_) return false;
    state.performed |= 1u << operation;
    const int count = number(publish);
    if (is_head(operation)) state.head = static_cast<std::uint8_t>(count);
    else
        state.cell[static_cast<std::size_t>(count % cells_)][static_cast<std::size_t>(operation % kStores)] =
            static_cast<Value>(count + kCounters * state.incarnation);
    return true;
}

/// False: the guess was wrong.
bool SlotModel::load(State& state, int operation) const {
    state.read = static_cast<std::uint8_t>(state.read | 1u << operation);
    if (operation == kFirstHead) return state.head == state.guess;
    if (operation == kLastHead) state.head_after = state.head;
    else {
        const auto word = static_cast<std::size_t>(operation - 1);
        state.got[word] = state.cell[static_cast<std::size_t>(state.guess % cells_)][word];
    }
    return true;
}

bool SlotModel::accepted(const State& state) const {
    return (state.head_after - state.guess + kCounters) % kCounters < cells_ - 1 + orderings_.window_excess;
}

bool SlotModel::whole(const State& state) const { return state.got[0] == state.got[1] && state.got[0] % kCounters == state.guess; }

/// A reader that begins here and finds the writer stopped for ever.
bool SlotModel::readable_at_once(const State& state) const {
    State alone = state;
    alone.read = 0;
    alone.guess = state.head;
    for (int operation = 0; operation < kLoads; ++operation) load(alone, operation);
    return accepted(alone) && whole(alone);
}

void SlotModel::visit(const State& state) {
    if (!readable_at_once(state)) return blame("a writer that stops here for ever leaves no sample that can be read");
    for (int operation = 0; operation < publishes_ * kStores; ++operation) {
        State next = state;
        if (!has(state.performed, operation) && may_store(state, operation) && store(next, operation))
            go(next, (is_head(operation) ? "head" : "word " + std::to_string(operation % kStores)) + " of publish " +
                         std::to_string(state.begins + operation / kStores + 1));
    }
    for (int operation = 0; operation < kLoads; ++operation) {
        State next = state;
        if (!has(state.read, operation) && may_load(state, operation) && load(next, operation))
            go(next, operation == kFirstHead  ? "reader: head"
                     : operation == kLastHead ? "reader: head again"
                                              : "reader: word " + std::to_string(operation - 1));
    }
    if (state.incarnation < deaths_) {
        State next = state;
        next.performed = 0;
        next.begins = static_cast<std::uint8_t>((state.head - first_ + kCounters) % kCounters);
        ++next.incarnation;
        go(next, "the writer dies, its successor begins");
    }
}

void SlotModel::go(const State& next, const std::string& what) {
    if (!verdict_.fault.empty() || !seen_.insert(next).second) return;
    trace_.push_back(what);
    if (next.read == (1u << kLoads) - 1) {
        if (accepted(next) && !whole(next)) blame("the reader accepted a sample that is torn or another's");
    } else {
        visit(next);
    }
    trace_.pop_back();
}

void SlotModel::blame(const std::string& what) {
    verdict_.fault = what + ", after:";
    for (const std::string& step : trace_) verdict_.fault += "\n  " + step;
}

}  // namespace seqboard::testing
