// expect: conversion
#include "core/messages/range.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

void misuse(Setup& setup) { Input<Range> input = setup.input<DriveCommand>("front", 100ms); }
