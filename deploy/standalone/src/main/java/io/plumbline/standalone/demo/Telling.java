package io.plumbline.standalone.demo;

import java.time.Duration;

/// One finished step of the story.
///
/// @param step its heading
public record Telling(String step, Duration took) {}
