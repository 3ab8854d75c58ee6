/// A model server for tests, demos and benchmarks: it speaks as OpenAI and as Anthropic do, answers from a small
/// knowledge file, and fails as it is told to.
@NullMarked
package io.plumbline.simulator;

import org.jspecify.annotations.NullMarked;
