// Fixtures run side by side, the tests of one after each other. A fixture that changes what others read, or hears what others do,
// says [NonParallelizable].
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]
