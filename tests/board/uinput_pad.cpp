// A gamepad called "Test Pad" that the kernel takes for a real one (uinput). Lines on standard input move it: "abs 1 -100", "key 310 1"
// (numbers as in linux/input-event-codes.h); "flood 3 2000" moves axis 3 so often that the kernel's queue runs over. Unplugged when
// they end.
#include <fcntl.h>
#include <linux/uinput.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstring>

namespace {

constexpr int kKeys[] = {BTN_EAST, BTN_TL, BTN_TR, BTN_START};
constexpr int kAxes[] = {ABS_Y, ABS_RX};

/// As the kernel lays it out for a program whose `long` this is.
struct Event {
    unsigned long seconds, microseconds;
    std::uint16_t type, code;
    std::int32_t value;
};

bool make(int device) {
    uinput_user_dev pad{};
    std::strcpy(pad.name, "Test Pad");
    pad.id.bustype = BUS_VIRTUAL;
    bool good = ioctl(device, UI_SET_EVBIT, EV_KEY) == 0 && ioctl(device, UI_SET_EVBIT, EV_ABS) == 0;
    for (const int key : kKeys) good = good && ioctl(device, UI_SET_KEYBIT, key) == 0;
    for (const int axis : kAxes) {
        good = good && ioctl(device, UI_SET_ABSBIT, axis) == 0;
        pad.absmin[axis] = -100;
        pad.absmax[axis] = 100;
    }
    return good && write(device, &pad, sizeof pad) == sizeof pad && ioctl(device, UI_DEV_CREATE) == 0;
}

bool send(int device, std::uint16_t type, int code, int value) {
    const Event frame[] = {{0, 0, type, static_cast<std::uint16_t>(code), value}, {0, 0, EV_SYN, SYN_REPORT, 0}};
    return write(device, frame, sizeof frame) == sizeof frame;
}

}  // namespace

int main() {
    const int device = open("/dev/uinput", O_WRONLY | O_CLOEXEC);
    if (device < 0 || !make(device)) {
        std::perror("uinput_pad: /dev/uinput");
        return 1;
    }
    char line[80], word[16];
    for (int code = 0, value = 0; std::fgets(line, sizeof line, stdin) != nullptr;) {
        if (std::sscanf(line, "%15s %d %d", word, &code, &value) != 3) continue;
        if (std::strcmp(word, "key") == 0) send(device, EV_KEY, code, value);
        if (std::strcmp(word, "abs") == 0) send(device, EV_ABS, code, value);
        if (std::strcmp(word, "flood") == 0)
            for (int i = 0; i < value; ++i) send(device, EV_ABS, code, i % 2);
    }
    return ioctl(device, UI_DEV_DESTROY) == 0 ? 0 : 1;
}
