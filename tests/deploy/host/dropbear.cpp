#include "tests/deploy/host/dropbear.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "core/launch/describe_runner.hpp"
#include "tests/deploy/scratch_target.hpp"

namespace seqboard::testing {

namespace {

/// A port that nobody listens on at this moment.
int free_port() {
    const FileDescriptor socket{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), size) != 0) return 0;
    ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

bool listens(int port) {
    const FileDescriptor socket{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return ::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
}

std::string user_name() {
    const passwd* const user = ::getpwuid(::getuid());
    return user != nullptr ? user->pw_name : "nobody";
}

/// The processes whose parent is `parent`.
std::vector<pid_t> children_of(pid_t parent) {
    std::ifstream file{"/proc/" + std::to_string(parent) + "/task/" + std::to_string(parent) + "/children"};
    std::vector<pid_t> children;
    for (pid_t child = 0; file >> child;) children.push_back(child);
    return children;
}

}  // namespace

Dropbear::Dropbear() {
    for (const char* program : {"/usr/sbin/dropbear", "/usr/bin/dropbearkey", "/usr/bin/ssh", "/usr/bin/ssh-keygen"})
        if (::access(program, X_OK) != 0) missing_ = std::string{program} + " is not installed";
    if (!missing_.empty()) return;
    const std::string home = folder_ / "home";
    std::filesystem::create_directories(home + "/.ssh");
    for (const std::string& path : {home, home + "/.ssh"}) std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    const auto made = run_programs({{"/usr/bin/dropbearkey", "-t", "ed25519", "-f", folder_ / "host_key"},
                                    {"/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key()}},
                                   std::chrono::seconds{30});
    if (made[0].exit_code != 0 || made[1].exit_code != 0) missing_ = "no keys can be made: " + made[0].err + made[1].err;
    std::filesystem::copy_file(key() + ".pub", home + "/.ssh/authorized_keys");
    std::filesystem::permissions(home + "/.ssh/authorized_keys", std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    // dropbear asks the system where the user's home is: libnss-wrapper answers in its place.
    std::ofstream{folder_ / "passwd"} << user_name() << ":x:" << ::getuid() << ':' << ::getgid() << ":test:" << home << ":/bin/sh\n";
    std::ofstream{folder_ / "group"} << user_name() << ":x:" << ::getgid() << ":\n";
    for (int tries = 0; tries < 5 && missing_.empty() && server_ == 0; ++tries) start_at(free_port());
    if (server_ == 0 && missing_.empty()) missing_ = "dropbear does not start: " + deploy::text_of_file(folder_ / "log");
}

bool Dropbear::start_at(int port) {
    port_ = port;
    server_ = ::fork();
    if (server_ == 0) {
        ::setsid();
        const int log = ::open((folder_ / "log").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        ::dup2(log, STDOUT_FILENO);
        ::dup2(log, STDERR_FILENO);
        ::setenv("LD_PRELOAD", "libnss_wrapper.so", 1);
        ::setenv("NSS_WRAPPER_PASSWD", (folder_ / "passwd").c_str(), 1);
        ::setenv("NSS_WRAPPER_GROUP", (folder_ / "group").c_str(), 1);
        const std::string address = "127.0.0.1:" + std::to_string(port);
        ::execl("/usr/sbin/dropbear", "dropbear", "-F", "-E", "-s", "-m", "-r", (folder_ / "host_key").c_str(), "-p", address.c_str(),
                nullptr);
        ::_exit(127);
    }
    if (eventually([&] { return listens(port_) || ::waitpid(server_, nullptr, WNOHANG) == server_; }) && ::kill(server_, 0) == 0)
        return true;
    server_ = 0;
    return false;
}

Dropbear::~Dropbear() {
    if (server_ <= 0) return;
    drop_connections();
    ::kill(server_, SIGKILL);
    ::waitpid(server_, nullptr, 0);
}

std::string Dropbear::host() const { return user_name() + "@127.0.0.1:" + std::to_string(port_); }

void Dropbear::drop_connections() const {
    for (const pid_t connection : children_of(server_)) ::kill(connection, SIGKILL);
}

}  // namespace seqboard::testing
