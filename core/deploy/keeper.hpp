// Work that goes on whoever dies: the link to the host, the process that started it, the process that does it.
#pragma once

#include <functional>
#include <string>

namespace seqboard::deploy {

/// Does `work` in a process of a session of its own, watched by another: if the worker is killed or crashes, the watcher does
/// `resume` in a new one, at most a few times. Returns at once. stdout and stderr of both go to the file `log`. What the
/// caller has open for its children to keep, such as a lock, they keep until the work has ended. Throws StartError if there can
/// be no process.
void keep_going(const std::string& log, const std::function<void()>& work, const std::function<void()>& resume);

}  // namespace seqboard::deploy
