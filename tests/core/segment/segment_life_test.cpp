// Segments in a directory: makers that die, full file systems, things that somebody else put there.
#include <catch2/catch.hpp>

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "core/blackboard.hpp"
#include "core/port/input_port.hpp"
#include "core/segment/directory_backend.hpp"
#include "core/segment/segment_error.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/pattern.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/skip.hpp"

using namespace seqboard;
using namespace seqboard::testing;
namespace fs = std::filesystem;

namespace {

class Directory {
public:
    explicit Directory(const std::string& path = "")
        : backend{DirectoryBackend::Kind::kPosix, make(path.empty() ? scratch.root() : path)} {}
    std::string path(const char* file) const { return fs::path{backend.place("x")}.parent_path() / file; }
    std::vector<std::string> files() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator{path("")}) names.push_back(entry.path().filename());
        std::sort(names.begin(), names.end());
        return names;
    }

private:
    static std::string make(const std::string& root) {
        fs::create_directories(root);
        ::chmod(root.c_str(), 0750);
        return root + "/board";
    }
    ScratchBoard scratch;

public:
    DirectoryBackend backend;
};

std::vector<SlotSpec> slots(std::uint32_t message_bytes = sizeof(Pattern)) {
    std::vector<SlotSpec> specs = {slot_spec<Pattern>("front", 2)};
    specs[0].message_bytes = message_bytes;
    return specs;
}

struct Refusal {
    SegmentFault fault;
    std::string sentence;
};
template <class Action>
Refusal refusal_of(Action&& action) {
    try {
        action();
    } catch (const SegmentError& error) {
        return {error.fault(), error.what()};
    }
    FAIL("no error");
    return {};
}

std::size_t open_descriptors() {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator{"/proc/self/fd"}, fs::directory_iterator{}));
}

}  // namespace

TEST_CASE("a maker killed before its segment is complete leaves nothing that readers see, and the next one cleans up") {
    struct Leftover {
        const char* after;
        std::size_t bytes;
        bool header;
    };
    for (const Leftover left : {Leftover{"open", 0, false}, Leftover{"reserve", 4096, false}, Leftover{"header", 4096, true}}) {
        INFO("killed after " << left.after);
        Directory directory;
        {
            const SegmentImage image = build_segment("board", "wheels", slots());
            std::ofstream temporary{directory.path(".wheels.new"), std::ios::binary};
            if (left.header)
                temporary.write(reinterpret_cast<const char*>(image.header.data()), static_cast<std::streamsize>(image.header.size()));
            if (left.bytes > 0) temporary.seekp(static_cast<std::streamoff>(left.bytes - 1)).put('\0');
        }
        CHECK(directory.backend.nodes().empty());
        CHECK(AttachedSegment::attach(directory.backend, "wheels") == nullptr);
        const OwnedSegment next{directory.backend, "board", "wheels", slots()};
        CHECK(next.epoch() == 1);
        CHECK(directory.files() == std::vector<std::string>{"wheels.lock", "wheels.seg"});
    }
}

TEST_CASE("a maker killed between putting the new segment in place and retiring the old one strands no reader") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    auto first = board->create("wheels", slots());
    const auto reader_board = std::make_shared<Blackboard>(make_backend(scratch.place()), "test");
    StepContext context;
    InputPort input{"front", slot_spec<Pattern>("front"), kForever, context};
    REQUIRE(input.connect(*reader_board));
    first.reset();
    const auto ownership = board->backend().own("wheels");
    const SegmentImage image = build_segment("test", "wheels", {slot_spec<Pattern>("front", 8)});
    const Mapping mapping = board->backend().create("wheels", image.header, image.description.total_bytes);  // and killed here
    CHECK_FALSE(input.lost(*reader_board, false));
    CHECK(input.lost(*reader_board, true));
    REQUIRE(input.connect(*reader_board));
    CHECK_FALSE(input.lost(*reader_board, true));
}

TEST_CASE("no room: an error that says so, nothing left behind, no SIGBUS") {
    Directory directory;
    Child cramped{[&] {
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{64 * 1024, 64 * 1024};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        const Refusal refusal = refusal_of([&] { const OwnedSegment segment{directory.backend, "board", "wheels", slots(1u << 20)}; });
        std::fprintf(stderr, "%s", refusal.sentence.c_str());
        return refusal.fault == SegmentFault::kNoSpace ? 0 : 1;
    }};
    CHECK(cramped.wait() == 0);
    CHECK_THAT(cramped.said(), Catch::Contains("wheels.seg: no room for") && Catch::Contains("free memory"));
    CHECK(directory.files() == std::vector<std::string>{"wheels.lock"});
}

TEST_CASE("a full tmpfs refuses a new segment and leaves running ones alone") {
    const ScratchBoard scratch;
    fs::create_directories(scratch.root());
    SEQBOARD_SKIP_IF(::mount("seqboard-test", scratch.root().c_str(), "tmpfs", 0, "size=256k,mode=0750") != 0,
                     "mounting a small tmpfs needs root");
    struct Unmount {
        const std::string& path;
        ~Unmount() { ::umount2(path.c_str(), MNT_DETACH); }
    } const unmount{scratch.root()};
    Directory directory{scratch.root()};
    const OwnedSegment running{directory.backend, "board", "wheels", slots(32 * 1024)};
    const Refusal refusal = refusal_of([&] { const OwnedSegment large{directory.backend, "board", "planner", slots(1u << 20)}; });
    CHECK(refusal.fault == SegmentFault::kNoSpace);
    CHECK_THAT(refusal.sentence, Catch::Contains("No space left on device"));
    std::ofstream{directory.path("filler")} << std::string(1u << 20, 'x');
    std::vector<std::byte> message(32 * 1024, std::byte{7}), seen(message.size());
    for (int i = 0; i < 4; ++i) running.writer(0).publish({.flags = sample_flags(1)}, message.data(), message.size());
    SampleHeader header;
    const auto attached = AttachedSegment::attach(directory.backend, "wheels");
    CHECK(attached->reader(*attached->find("front")).latest(header, seen.data(), seen.size()) == Copied::kWhole);
    CHECK(seen == message);
}

TEST_CASE("a segment unlinked while in use: attached readers go on, new ones find nothing, its owner notices") {
    Directory directory;
    const OwnedSegment owned{directory.backend, "board", "wheels", slots()};
    const auto reader = AttachedSegment::attach(directory.backend, "wheels");
    fs::remove(directory.path("wheels.seg"));
    const Pattern message = pattern(3);
    owned.writer(0).publish({.flags = sample_flags(1)}, &message, sizeof message);
    SampleHeader header;
    Pattern seen;
    CHECK(reader->reader(*reader->find("front")).latest(header, &seen, sizeof seen) == Copied::kWhole);
    CHECK(seen.number == 3);
    CHECK(AttachedSegment::attach(directory.backend, "wheels") == nullptr);
    CHECK(directory.backend.replaced("wheels", reader->identity()));
    CHECK_FALSE(owned.still_in_place());
}

TEST_CASE("a segment whose file is cut short under a reader ends that reader with SIGBUS, and nobody else") {
    Directory directory;
    const OwnedSegment owned{directory.backend, "board", "wheels", slots(64 * 1024)};
    Baton attached, cut;
    Child reader{[&] {
        const auto segment = AttachedSegment::attach(directory.backend, "wheels");
        ::signal(SIGBUS, SIG_DFL);
        attached.pass();
        cut.take();
        std::vector<std::byte> message(64 * 1024);
        SampleHeader header;
        segment->reader(*segment->find("front")).latest(header, message.data(), message.size());
        return 0;
    }};
    REQUIRE(attached.take());
    REQUIRE(::truncate(directory.path("wheels.seg").c_str(), 4096) == 0);
    cut.pass();
    CHECK(reader.wait() == 128 + SIGBUS);
    CHECK(refusal_of([&] { AttachedSegment::attach(directory.backend, "wheels"); }).fault == SegmentFault::kTooSmall);
    CHECK(owned.still_owned());
}

TEST_CASE("a file system that is read-only is named, with the way out") {
    const ScratchBoard scratch;
    fs::create_directories(scratch.root());
    SEQBOARD_SKIP_IF(::mount("seqboard-test", scratch.root().c_str(), "tmpfs", MS_RDONLY, "size=256k,mode=0750") != 0,
                     "mounting a read-only tmpfs needs root");
    struct Unmount {
        const std::string& path;
        ~Unmount() { ::umount2(path.c_str(), MNT_DETACH); }
    } const unmount{scratch.root()};
    const Refusal refusal = refusal_of([&] { DirectoryBackend{DirectoryBackend::Kind::kPosix, scratch.root() + "/board"}; });
    CHECK(refusal.fault == SegmentFault::kNoSpace);
    CHECK_THAT(refusal.sentence, Catch::Contains("Read-only file system; choose a writable root with --root"));
}

TEST_CASE("what is not a plain file of ours at a segment's or lock's path is refused with its reason") {
    struct Planted {
        const char* reason;
        void (*plant)(const std::string& path, const std::string& elsewhere);
    };
    const Planted cases[] = {
        {"a symbolic link", [](const std::string& path, const std::string& elsewhere) { fs::create_symlink(elsewhere, path); }},
        {"second hard link", [](const std::string& path, const std::string& elsewhere) { fs::create_hard_link(elsewhere, path); }},
        {"not a regular file", [](const std::string& path, const std::string&) { ::mkfifo(path.c_str(), 0640); }},
        {"not a regular file", [](const std::string& path, const std::string&) { fs::create_directory(path); }},
        {"may be written by group or others",
         [](const std::string& path, const std::string&) {
             std::ofstream{path} << "x";
             ::chmod(path.c_str(), 0666);
         }},
    };
    for (const char* file : {"wheels.seg", "wheels.lock"}) {
        for (const Planted& planted : cases) {
            INFO(file << ": " << planted.reason);
            Directory directory;
            std::ofstream{directory.path("elsewhere")} << "precious";
            ::chmod(directory.path("elsewhere").c_str(), 0640);
            planted.plant(directory.path(file), directory.path("elsewhere"));
            const Refusal owner = refusal_of([&] { const OwnedSegment segment{directory.backend, "board", "wheels", slots()}; });
            CHECK(owner.fault == SegmentFault::kRefused);
            CHECK_THAT(owner.sentence, Catch::Contains(file) && Catch::Contains(planted.reason) && Catch::Contains("--root"));
            const Refusal reader = refusal_of([&] {
                if (std::string{file}.ends_with(".seg")) AttachedSegment::attach(directory.backend, "wheels");
                else (void)directory.backend.owner("wheels");
            });
            CHECK(reader.fault == SegmentFault::kRefused);
            std::string precious;
            std::ifstream{directory.path("elsewhere")} >> precious;
            CHECK(precious == "precious");
        }
    }
}

TEST_CASE("files and directories of another user are refused by the user's number") {
    SEQBOARD_SKIP_IF(::geteuid() != 0, "giving a file to another user needs root");
    Directory directory;
    { const OwnedSegment segment{directory.backend, "board", "wheels", slots()}; }
    REQUIRE(::chown(directory.path("wheels.seg").c_str(), 4711, 4711) == 0);
    CHECK_THAT(refusal_of([&] { AttachedSegment::attach(directory.backend, "wheels"); }).sentence, Catch::Contains("belongs to user 4711"));
    REQUIRE(::chown(directory.path("").c_str(), 4711, 4711) == 0);
    CHECK_THAT(refusal_of([&] {
                   DirectoryBackend{DirectoryBackend::Kind::kPosix, fs::path{directory.path("x")}.parent_path()};
               }).sentence,
               Catch::Contains("belongs to user 4711"));
}

TEST_CASE("a directory that others may write to, or that is none, is refused") {
    const ScratchBoard scratch;
    fs::create_directories(scratch.root());
    const auto open = [&](const std::string& path) { return refusal_of([&] { DirectoryBackend{DirectoryBackend::Kind::kPosix, path}; }); };
    fs::create_directory(scratch.root() + "/shared");
    ::chmod((scratch.root() + "/shared").c_str(), 0777);
    CHECK_THAT(open(scratch.root() + "/shared").sentence, Catch::Contains("may be written by group or others"));
    std::ofstream{scratch.root() + "/file"} << "x";
    CHECK_THAT(open(scratch.root() + "/file").sentence, Catch::Contains("not a directory"));
    fs::create_symlink("/tmp", scratch.root() + "/link");
    CHECK_THAT(open(scratch.root() + "/link").sentence, Catch::Contains("not a directory"));
    CHECK(open(scratch.root() + "/no/such/parent").fault == SegmentFault::kSystem);
}

TEST_CASE("a new directory is 2750, a new segment and its lock 0640") {
    Directory directory;
    const OwnedSegment segment{directory.backend, "board", "wheels", slots()};
    struct stat status {};
    ::stat(directory.path("").c_str(), &status);
    CHECK((status.st_mode & 07777) == 02750);
    for (const char* file : {"wheels.seg", "wheels.lock"}) {
        ::stat(directory.path(file).c_str(), &status);
        CHECK((status.st_mode & 07777 & ~0640u) == 0);
    }
}

TEST_CASE("without descriptors or address space there is an error and no leak") {
    Directory directory;
    { const OwnedSegment segment{directory.backend, "board", "wheels", slots(4u << 20)}; }
    const auto attempts = [&] {
        int errors = 0;
        for (int i = 0; i < 3; ++i) {
            try {
                AttachedSegment::attach(directory.backend, "wheels");
            } catch (const SegmentError& error) {
                errors += error.fault() == SegmentFault::kSystem;
            }
            try {
                const OwnedSegment planner{directory.backend, "board", "planner", slots(4u << 20)};
            } catch (const SegmentError& error) {
                errors += error.fault() == SegmentFault::kSystem;
            }
        }
        return errors;
    };
    constexpr int kNoSuchLimit = 2;
    [[maybe_unused]] const auto limited = [&](auto resource, rlim_t soft) {
        return Child{[&, resource, soft] {
                   const std::size_t before = open_descriptors();
                   rlimit normal{};
                   ::getrlimit(resource, &normal);
                   const rlimit tight{soft, normal.rlim_max};
                   ::setrlimit(resource, &tight);
                   rlimit taken{};
                   ::getrlimit(resource, &taken);
                   if (taken.rlim_cur != soft) return kNoSuchLimit;
                   const int errors = attempts();
                   ::setrlimit(resource, &normal);
                   const bool works_again = AttachedSegment::attach(directory.backend, "wheels") != nullptr;
                   return errors == 6 && open_descriptors() == before && works_again ? 0 : 1;
               }}
            .wait();
    };
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    WARN("skipped: the sanitizers' runtime needs descriptors (to look at a vtable it opens a pipe) and all the address space there is");
#else
    CHECK(limited(RLIMIT_NOFILE, 3) == 0);
    const int in_little_space = limited(RLIMIT_AS, 1u << 20);
    SEQBOARD_SKIP_IF(in_little_space == kNoSuchLimit, "the address space cannot be limited here: an emulator keeps its own");
    CHECK(in_little_space == 0);
#endif
    CHECK(directory.backend.nodes() == std::vector<std::string>{"wheels"});
    CHECK_FALSE(fs::exists(directory.path(".planner.new")));
}

TEST_CASE("a segment attached twice in one process is mapped once") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    CHECK(Blackboard::open(scratch.place()) == board);
    const auto maps = [&] {
        std::ifstream list{"/proc/self/maps"};
        int count = 0;
        for (std::string line; std::getline(list, line);) count += line.find(scratch.directory() + "/wheels.seg") != std::string::npos;
        return count;
    };
    auto owned = board->create("wheels", slots());
    const auto own_view = board->attach("wheels");
    CHECK(maps() == 1);
    const auto stranger = std::make_shared<Blackboard>(make_backend(scratch.place()), "test");
    const auto one = stranger->attach("wheels");
    CHECK(stranger->attach("wheels") == one);
    CHECK(stranger->find_owner("front") == "wheels");
    CHECK(maps() == 2);  // two boards stand for two processes here
}
