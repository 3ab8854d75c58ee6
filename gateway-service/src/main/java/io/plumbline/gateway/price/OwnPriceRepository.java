package io.plumbline.gateway.price;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface OwnPriceRepository extends Repository<OwnPriceEntity, String> {

    OwnPriceEntity saveAndFlush(OwnPriceEntity price);

    void delete(OwnPriceEntity price);

    Optional<OwnPriceEntity> findByName(String name);

    /// Returns the price and locks it until the transaction ends.
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select price from OwnPriceEntity price where price.name = :name")
    Optional<OwnPriceEntity> lockByName(String name);

    List<OwnPriceEntity> findByNameGreaterThanOrderByName(String name, Limit atMost);

    List<OwnPriceEntity> findAll();

    long count();
}
