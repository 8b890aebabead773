// A node's own slot: the one place in the system that writes it.
#pragma once

#include <memory>
#include <utility>

#include "core/message.hpp"
#include "core/port/output_port.hpp"

namespace seqboard {

/// The next cell of a slot, to be filled in place. Nothing is published before commit(); without it the cell is used again.
template <Message T>
class [[nodiscard]] Loan {
public:
    explicit Loan(OutputPort& port) : port_{&port}, place_{reinterpret_cast<T*>(port.begin())} {}
    Loan(Loan&& other) noexcept : port_{std::exchange(other.port_, nullptr)}, place_{other.place_} {}

    /// Holds whatever an earlier sample left there.
    T& operator*() const noexcept { return *place_; }
    T* operator->() const noexcept { return place_; }

    /// Publishes what is in the cell. Once.
    void commit() && noexcept {
        if (OutputPort* const port = std::exchange(port_, nullptr)) port->commit();
    }

private:
    OutputPort* port_;
    T* place_;
};

/// Move-only handle of one output port, from Setup::output. Belongs to the thread that steps its node.
/// Never blocks, allocates, fails or makes a system call (a slot created with notify makes one, to wake who waits).
template <Message T>
class Output {
public:
    explicit Output(OutputPort& port) : port_{&port} {}
    Output(Output&&) noexcept = default;
    Output& operator=(Output&&) noexcept = default;

    /// Publishes a copy, stamped with the step's time and with the oldest source among the inputs read in this step.
    void write(const T& value) noexcept { port_->write(std::assume_aligned<alignof(T)>(&value), sizeof(T)); }

    /// For large messages: fill in place, then std::move(loan).commit(). One at a time, and no write() meanwhile.
    Loan<T> loan() noexcept { return Loan<T>{*port_}; }

    const OutputPort& port() const noexcept { return *port_; }

private:
    OutputPort* port_;
};

}  // namespace seqboard
