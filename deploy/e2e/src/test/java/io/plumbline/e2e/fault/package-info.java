/// Everything that may fail does, under traffic, and heals without a person.
@NullMarked
package io.plumbline.e2e.fault;

import org.jspecify.annotations.NullMarked;
