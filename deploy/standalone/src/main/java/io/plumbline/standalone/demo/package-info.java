/// The loop, step by step against a running stack.
@NullMarked
package io.plumbline.standalone.demo;

import org.jspecify.annotations.NullMarked;
