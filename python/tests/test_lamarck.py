"""Run outside of the build, with pyspark and a built jar:

    python -m venv venv && venv/bin/pip install pyspark ./python && venv/bin/python python/tests/test_lamarck.py
"""

import os
import unittest
from pathlib import Path

import lamarck

HOME = Path(__file__).resolve().parents[2]
BOEHM = HOME / "examples" / "boehm" / "boehm.yaml"
JAR = HOME / "driver" / "target" / "lamarck.jar"


class CommandLineTest(unittest.TestCase):
    def setUp(self):
        os.environ["LAMARCK"] = str(HOME / "lamarck")

    def test_a_fit_tells_estimates_and_errors(self):
        run = lamarck.fit(BOEHM, evaluations=100, options=["--start", "nominal"])
        self.assertAlmostEqual(run.best["objective"], 138.22, places=2)
        self.assertEqual(run.uncertainty["parameters"]["k_phos"]["status"], "found")
        self.assertEqual(len(run.table("uncertainty")), 9)

    def test_what_is_wrong_is_told_in_lamarcks_words(self):
        with self.assertRaisesRegex(lamarck.LamarckError, "nowhere.yaml"):
            lamarck.fit("nowhere.yaml")

    def test_a_point_is_evaluated(self):
        self.assertAlmostEqual(lamarck.evaluate(BOEHM)["llh"], -138.22, places=2)


class SessionTest(unittest.TestCase):
    def test_a_session_fits_on_its_executors(self):
        from pyspark.sql import SparkSession

        spark = SparkSession.builder.master("local[2]").config("spark.jars", str(JAR)).getOrCreate()
        try:
            run = lamarck.fit(BOEHM, spark=spark, evaluations=1000, seed=1)
            self.assertLess(run.best["objective"], 160)
            self.assertIsNotNone(spark.sparkContext._jsc, "the session stays open")
            with self.assertRaisesRegex(lamarck.LamarckError, "nowhere"):
                lamarck.fit("nowhere.yaml", spark=spark)
        finally:
            spark.stop()


if __name__ == "__main__":
    unittest.main()
