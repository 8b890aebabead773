// The subcommands of the `seqboard` program: one file each, named after it.
#pragma once

#include <CLI/CLI.hpp>

#include "core/board_place.hpp"
#include "core/exit_code.hpp"

namespace seqboard::cli {

/// What every subcommand shares.
struct Session {
    BoardPlace place;            ///< --board, --root, --backend as given; resolve() before use
    bool backend_given = false;  ///< --backend wins over what a node set says
    ExitCode exit = ExitCode::kOk;
};

// Each adds its subcommand with options, help text and callback. A callback throws StartError or sets session.exit.
void add_check(CLI::App& app, Session& session);
void add_up(CLI::App& app, Session& session);
void add_down(CLI::App& app, Session& session);
void add_restart(CLI::App& app, Session& session);
void add_status(CLI::App& app, Session& session);
void add_list(CLI::App& app, Session& session);
void add_echo(CLI::App& app, Session& session);
void add_hz(CLI::App& app, Session& session);
void add_top(CLI::App& app, Session& session);
void add_set(CLI::App& app, Session& session);
void add_describe(CLI::App& app, Session& session);
void add_graph(CLI::App& app, Session& session);
void add_doctor(CLI::App& app, Session& session);
void add_new(CLI::App& app, Session& session);
void add_completion(CLI::App& app, Session& session);

// Those of a developer's machine only (seqboard_deploy_commands).
void add_bundle(CLI::App& app, Session& session);
void add_deploy(CLI::App& app, Session& session);

}  // namespace seqboard::cli
