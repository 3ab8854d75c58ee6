package io.plumbline.standalone.demo;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.api.StoryBroke;

/// A part of the story: acts on the running stack, prints the responses, and returns what it has created.
///
/// @param <T> the input of later steps
interface Step<T> {

    String title();

    /// @throws StoryBroke if a service's response differs from the story
    T play(Narrator narrator);
}
