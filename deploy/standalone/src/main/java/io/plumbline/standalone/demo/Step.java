package io.plumbline.standalone.demo;

import io.plumbline.standalone.console.Narrator;

/// A part of the story: does something with the running stack, tells what was answered, and hands on what it
/// has made.
///
/// @param <T> what later steps need of it
interface Step<T> {

    String title();

    /// @throws StoryBroke if a service answers otherwise than the story tells
    T play(Narrator narrator);
}
