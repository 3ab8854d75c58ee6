/// A model server for tests, demos and benchmarks: it speaks the APIs of OpenAI and Anthropic, among others,
/// answers from a small knowledge file, and fails on demand.
@NullMarked
package io.plumbline.simulator;

import org.jspecify.annotations.NullMarked;
