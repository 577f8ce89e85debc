"""The engines that can compare many pairs: DuckDB on one machine, Apache Spark for what outgrows
it.

Both are given the same rows and the same settings, and both are asked for the same: every pair of
rows that a blocking rule lets meet and that weighs enough, with its weight.
"""

import logging
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Linked = Any
"""An Arrow table of `row_id_l`, `row_id_r` and `match_weight`."""


FREQUENCIES = ("name", "given", "family")


class EngineMissing(Exception):
    """The engine, or what it needs, is not installed; says what to install."""


def prepared(model_settings: Mapping[str, Any], *, across: bool) -> dict[str, Any]:
    """The model's settings; `across` compares rows of two sides only with each other."""
    told = dict(model_settings)
    if across:
        told["blocking_rules_to_generate_predictions"] = [
            {"blocking_rule": f"({rule['blocking_rule']}) AND l.side <> r.side"}
            for rule in told["blocking_rules_to_generate_predictions"]
        ]
    return told


def in_duckdb(connection: Any, table: str, told: dict[str, Any], least: float) -> Linked:
    """Compare the rows of a table of this DuckDB connection."""
    quiet()
    from splink import DuckDBAPI, Linker

    linker = Linker(DuckDBAPI(connection=connection).register(table), told, log_level=logging.ERROR)
    found = linker.inference.predict(threshold_match_weight=least)
    return connection.sql(
        f"SELECT row_id_l, row_id_r, match_weight FROM {found.physical_name}"  # noqa: S608
    ).to_arrow_table()


def in_spark(rows: Path, told: dict[str, Any], least: float) -> Linked:
    """Compare the rows of a Parquet file on Apache Spark, on this machine unless it is told where.

    Raises `EngineMissing` where PySpark or Java is not installed.
    """
    quiet()
    session = spark_session()
    from splink import Linker, SparkAPI

    api = SparkAPI(
        spark_session=session, register_udfs_automatically=False, break_lineage_method="persist"
    )
    records = session.read.parquet(str(rows)).persist()
    told_rows = api.register(records.drop(*(f"tf_{name}" for name in FREQUENCIES)))
    linker = Linker(told_rows, told, log_level=logging.ERROR)
    for name in FREQUENCIES:
        # On Spark Splink does not see that the rows bring how common their names are.
        listed = records.where(f"{name} IS NOT NULL").groupBy(name).agg({f"tf_{name}": "max"})
        common = api.register(listed.withColumnRenamed(f"max(tf_{name})", f"tf_{name}"))
        linker.table_management.register_term_frequency_lookup(common, name)
    found = linker.inference.predict(threshold_match_weight=least)
    return found.as_spark_dataframe().select("row_id_l", "row_id_r", "match_weight").toArrow()


def spark_session() -> Any:
    """A Spark session, two threads of this machine unless a master is configured."""
    import os
    import shutil

    try:
        from pyspark.sql import SparkSession
    except ImportError as missing:
        raise EngineMissing(
            "Spark is not installed here. Install it with: pip install 'throughcare[spark]'"
        ) from missing
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise EngineMissing(
            "Spark needs Java 17. On Debian: apt-get install openjdk-17-jre-headless"
        )
    session = (
        SparkSession.builder.master(os.environ.get("SPARK_MASTER", "local[2]"))
        .appName("throughcare people match")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.driver.memory", os.environ.get("SPARK_DRIVER_MEMORY", "1g"))
        .getOrCreate()
    )
    # It logs plans and what it tries otherwise at length; what fails is raised, and said once.
    session.sparkContext.setLogLevel("OFF")
    return session


def quiet() -> None:
    """Splink warns of what its own defaults do; only what goes wrong is for the reader."""
    warnings.filterwarnings("ignore", module="splink")
