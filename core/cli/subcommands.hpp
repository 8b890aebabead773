// The subcommands of the `seqboard` program: one file each, named after it.
#pragma once

#include <memory>

#include "core/board_place.hpp"
#include "core/cli/command.hpp"
#include "core/exit_code.hpp"
#include "core/launch/enable_line.hpp"

namespace seqboard::cli {

/// What every subcommand shares.
struct Session {
    BoardPlace place;            ///< --board, --root, --backend as given; resolve() before use
    bool backend_given = false;  ///< --backend wins over what a node set says
    EnableLineDriver lines;      ///< how this program reaches a robot's enable line, if it can
    ExitCode exit = ExitCode::kOk;
};

// Each adds its subcommand with options, help text and what it does, which throws StartError or sets session.exit.
void add_check(Command program, Session& session);
void add_up(Command program, Session& session);
void add_down(Command program, Session& session);
void add_restart(Command program, Session& session);
void add_reload(Command program, Session& session);
void add_wait(Command program, Session& session);
void add_logs(Command program, Session& session);
void add_explain(Command program, Session& session);
void add_safe_stop(Command program, Session& session);
void add_resume(Command program, Session& session);
void add_status(Command program, Session& session);
void add_list(Command program, Session& session);
void add_echo(Command program, Session& session);
void add_hz(Command program, Session& session);
void add_top(Command program, Session& session);
void add_plot(Command program, Session& session);
void add_scope(Command program, Session& session);
void add_set(Command program, Session& session);
void add_write(Command program, Session& session);
void add_dev(Command program, Session& session);
void add_describe(Command program, Session& session);
void add_graph(Command program, Session& session);
void add_doctor(Command program, Session& session);
void add_record(Command program, Session& session);
void add_replay(Command program, Session& session);
void add_info(Command program, Session& session);
void add_new(Command program, Session& session);
void add_completion(Command program, Session& session);

// Those of a developer's machine only (seqboard_deploy_commands).
void add_bundle(Command program, Session& session);
void add_deploy(Command program, Session& session);

// That of the programs that link seqboard_hil_commands.
void add_hil(Command program, Session& session);

}  // namespace seqboard::cli
