/// Addresses of wallets, by their checksums.
@NullMarked
package io.plumbline.personaldata.pii.crypto;

import org.jspecify.annotations.NullMarked;
