// The slot's protocol (core/slot/ring.hpp) as a model, and an explorer that tries everything its orderings allow.
#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace seqboard::testing {

/// What holds the protocol together; each false is a mutant.
struct SlotOrderings {
    bool writer_fence = true;  ///< W1, before the words
    bool release_head = true;  ///< W2
    bool acquire_head = true;  ///< R1
    bool reader_fence = true;  ///< R2, after the words
    int window_excess = 0;     ///< added to the window, N - 1
};

/// One writer, one attempt of a reader, at every moment of the writer's life. Memory is multi-copy atomic: an operation is performed at
/// one moment for everybody. Within a thread operations are performed in any order that fences, acquire, release and coherence (one place's
/// operations stay in order) leave; that a cell's address comes from the head orders nothing: the reader guesses the head, and what it read
/// counts only if the guess was right. The writer may die between any two operations, what it has not performed is lost; its successor
/// goes on after the head it finds. Counters are of four bits, so that the wrap is near.
class SlotModel {
public:
    static constexpr int kWords = 2;  ///< of a sample: enough to be torn
    static constexpr int kCounters = 16;

    SlotModel(int cells, SlotOrderings orderings = {}) : cells_{cells}, orderings_{orderings} {}

    struct Verdict {
        std::size_t states = 0;
        std::string fault;  ///< what went wrong and after which operations; empty: nothing
    };

    /// All of `publishes` publishes that begin after number `first`, with up to `deaths` of the writer.
    Verdict explore(int publishes, int deaths, int first);

private:
    using Value = std::uint8_t;  ///< of a word: number of the publish and incarnation of the writer that stored it

    struct State {
        std::uint32_t performed = 0;  ///< operations of this incarnation of the writer, in program order
        std::uint8_t begins = 0;      ///< publishes done before this incarnation, counted from `first`
        std::uint8_t incarnation = 0;
        std::uint8_t head = 0;
        std::uint8_t guess = 0;  ///< of the head, by the reader
        std::uint8_t read = 0;   ///< operations of the reader
        std::uint8_t head_after = 0;
        std::array<Value, kWords> got{};
        std::array<std::array<Value, kWords>, 4> cell{};
        auto operator<=>(const State&) const = default;
    };

    int number(int publish) const { return (first_ + publish) % kCounters; }
    bool may_store(const State& state, int operation) const;
    bool may_load(const State& state, int operation) const;
    bool store(State& state, int operation) const;
    bool load(State& state, int operation) const;
    bool accepted(const State& state) const;
    bool whole(const State& state) const;
    bool readable_at_once(const State& state) const;
    void visit(const State& state);
    void go(const State& next, const std::string& what);
    void blame(const std::string& what);

    int cells_;
    SlotOrderings orderings_;
    int publishes_ = 0;
    int deaths_ = 0;
    int first_ = 0;
    std::set<State> seen_;
    std::vector<std::string> trace_;
    Verdict verdict_;
};

}  // namespace seqboard::testing
