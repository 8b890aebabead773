// Is a node set sound? Everything that can be known before a process starts.
#pragma once

#include "core/launch/enable_line.hpp"
#include "core/launch/wiring.hpp"
#include "core/launch/yaml/findings.hpp"

namespace seqboard {

/// Reports every fault of the set, with its place, what was expected and how to fix it.
void check_node_set(const NodeSet& set, const NodeCatalog& catalog, const Wiring& wiring, Findings& findings);

// Its parts, one file each.

/// Unknown and missing parameters, values of the wrong type or out of range.
void check_parameters(const NodeSet& set, const NodeCatalog& catalog, Findings& findings);

/// Pins that cannot be what they are used for, and pins that two lines want.
void check_pins(const NodeSet& set, const NodeCatalog& catalog, Findings& findings);

/// Unknown ports, two writers of a slot, inputs that nobody feeds, messages that do not match, rings that are too short.
void check_wiring(const NodeSet& set, const NodeCatalog& catalog, const Wiring& wiring, Findings& findings);

/// `after` that names no node or slot or goes in a circle; nodes of one process that do not go together.
void check_order(const NodeSet& set, const Wiring& wiring, Findings& findings);

/// The driver of a lock-step run, and periods that are no multiple of its step.
void check_clock(const NodeSet& set, const NodeCatalog& catalog, Findings& findings);

/// A watchdog that is to look after a node that does not exist.
void check_watchdog(const NodeSet& set, Findings& findings);

/// A node that puts faults into what others write, in a set that does not allow it.
void check_faults(const NodeSet& set, const Wiring& wiring, Findings& findings);

/// Nodes that drive real actuators in a set whose plant is simulated elsewhere, unless that is allowed.
void check_actuators(const NodeSet& set, const NodeCatalog& catalog, Findings& findings);

/// Health rules that watch another node's slots.
void check_safety(const NodeSet& set, const Wiring& wiring, Findings& findings);

/// Modes whose condition cannot be computed, that set what cannot be set, and that do not exist.
void check_modes(const NodeSet& set, const NodeCatalog& catalog, const Wiring& wiring, Findings& findings);

/// Conditions that nodes take as parameters and that cannot be computed.
void check_conditions(const NodeSet& set, const NodeCatalog& catalog, const Wiring& wiring, Findings& findings);

/// An enable line on a pin that cannot be one, or that a node has.
void check_enable_line(const NodeSet& set, const NodeCatalog& catalog, const EnableLineDriver& lines, Findings& findings);

}  // namespace seqboard
