// The processes of a supervisor, in the order of its plan. They keep their place in memory when the plan changes.
#pragma once

#include <memory>
#include <vector>

#include "core/launch/supervised_process.hpp"

namespace seqboard {

class ProcessList {
public:
    template <class Process>
    class Iterator {
    public:
        using difference_type = std::ptrdiff_t;
        using value_type = Process;
        using pointer = Process*;
        using reference = Process&;
        using iterator_category = std::forward_iterator_tag;
        using Place = std::vector<std::unique_ptr<SupervisedProcess>>::const_iterator;

        Iterator() = default;
        explicit Iterator(Place place) : place_{place} {}
        Process& operator*() const { return **place_; }
        Process* operator->() const { return place_->get(); }
        Iterator& operator++() {
            ++place_;
            return *this;
        }
        Iterator operator++(int) { return Iterator{place_++}; }
        difference_type operator-(const Iterator& other) const { return place_ - other.place_; }
        bool operator==(const Iterator&) const = default;

    private:
        Place place_;
    };

    void add(std::unique_ptr<SupervisedProcess> process) { processes_.push_back(std::move(process)); }

    /// Takes it out of the list; null if there is none of that name.
    std::unique_ptr<SupervisedProcess> take(const std::string& name) {
        for (auto process = processes_.begin(); process != processes_.end(); ++process) {
            if ((*process)->plan().name != name) continue;
            std::unique_ptr<SupervisedProcess> taken = std::move(*process);
            processes_.erase(process);
            return taken;
        }
        return nullptr;
    }

    std::size_t size() const { return processes_.size(); }
    SupervisedProcess& operator[](std::size_t index) { return *processes_[index]; }
    const SupervisedProcess& operator[](std::size_t index) const { return *processes_[index]; }
    Iterator<SupervisedProcess> begin() { return Iterator<SupervisedProcess>{processes_.cbegin()}; }
    Iterator<SupervisedProcess> end() { return Iterator<SupervisedProcess>{processes_.cend()}; }
    Iterator<const SupervisedProcess> begin() const { return Iterator<const SupervisedProcess>{processes_.cbegin()}; }
    Iterator<const SupervisedProcess> end() const { return Iterator<const SupervisedProcess>{processes_.cend()}; }

private:
    std::vector<std::unique_ptr<SupervisedProcess>> processes_;
};

}  // namespace seqboard
