/// Usage and cost, and the organisation's prices.
@NullMarked
package io.plumbline.console.usage;

import org.jspecify.annotations.NullMarked;
