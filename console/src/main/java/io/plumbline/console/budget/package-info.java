/// Budgets and rate limits.
@NullMarked
package io.plumbline.console.budget;

import org.jspecify.annotations.NullMarked;
