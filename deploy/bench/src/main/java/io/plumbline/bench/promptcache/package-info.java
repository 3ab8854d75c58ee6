/// What the share of prompts that a provider's cache serves is measured with.
@NullMarked
package io.plumbline.bench.promptcache;

import org.jspecify.annotations.NullMarked;
