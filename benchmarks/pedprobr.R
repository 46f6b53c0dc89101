# One posterior by pedprobr: Rscript pedprobr.R FILE TARGET FREQUENCY; prints CPU seconds
# and the chances of no, one and two copies.
# FILE: id, father, mother (0: none), sex (1, 2) and genotype ("1/2", "" for none), by tabs.
suppressMessages(library(pedprobr))
given <- commandArgs(trailingOnly = TRUE)
told <- read.delim(given[1], colClasses = "character", header = FALSE)
q <- as.numeric(given[3])
x <- ped(id = told$V1, fid = told$V2, mid = told$V3, sex = as.integer(told$V4))
typed <- told$V5 != ""
x <- addMarker(x, geno = setNames(told$V5[typed], told$V1[typed]),
               afreq = c("1" = 1 - q, "2" = q))
began <- proc.time()
for (run in 1:3) answer <- oneMarkerDistribution(x, ids = given[2], marker = 1, verbose = FALSE)
took <- proc.time() - began
cat((took[["user.self"]] + took[["sys.self"]]) / 3, answer[c("1/1", "1/2", "2/2")], "\n")
