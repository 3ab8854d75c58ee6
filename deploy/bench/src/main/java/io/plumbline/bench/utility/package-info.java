/// `bench utility`: what the guards do to ordinary texts, in which there is nothing for them to do.
@NullMarked
package io.plumbline.bench.utility;

import org.jspecify.annotations.NullMarked;
