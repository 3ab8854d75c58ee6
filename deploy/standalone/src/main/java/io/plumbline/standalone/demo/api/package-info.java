/// The HTTP calls of the demo, and its failure when a response differs from the story.
@NullMarked
package io.plumbline.standalone.demo.api;

import org.jspecify.annotations.NullMarked;
