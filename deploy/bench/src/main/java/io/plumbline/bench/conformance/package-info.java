/// `bench conformance`: the agreement of our findings with corpora labelled by others.
@NullMarked
package io.plumbline.bench.conformance;

import org.jspecify.annotations.NullMarked;
