package io.plumbline.standalone.demo;

import java.time.Duration;

/// One step of the story, told.
///
/// @param step its heading
public record Telling(String step, Duration took) {}
