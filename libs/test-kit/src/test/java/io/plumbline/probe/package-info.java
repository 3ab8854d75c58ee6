/// A small service built on the kit, to test the kit.
@NullMarked
package io.plumbline.probe;

import org.jspecify.annotations.NullMarked;
