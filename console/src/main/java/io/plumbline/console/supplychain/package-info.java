/// The pages of the supply-chain policy.
@NullMarked
package io.plumbline.console.supplychain;

import org.jspecify.annotations.NullMarked;
