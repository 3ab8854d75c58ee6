/// `bench conformance`: how what this system finds agrees with corpora that others labelled.
@NullMarked
package io.plumbline.bench.conformance;

import org.jspecify.annotations.NullMarked;
