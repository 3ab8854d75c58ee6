/// Measures the share of prompts that a provider's cache serves.
@NullMarked
package io.plumbline.bench.promptcache;

import org.jspecify.annotations.NullMarked;
